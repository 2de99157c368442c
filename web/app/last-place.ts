import { places, type Place } from './place.ts';

const key = 'medsync-place';

/** Which side's pages this browser showed last: what is drawn until it is known who is here. Null for a new browser. */
export function lastPlace(): Place | null {
  try {
    const kept = localStorage.getItem(key);
    return places.find((place) => place === kept) ?? null;
  } catch {
    // a browser that keeps nothing
    return null;
  }
}

export function keepPlace(place: Place | null): void {
  try {
    if (place === null) localStorage.removeItem(key);
    else localStorage.setItem(key, place);
  } catch {
    // drawn without a frame, then
  }
}
