/** Where something lies on the screen, in CSS pixels. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Something that can be pressed. What lies on another layer, a dialog or a menu, is there because somebody opened it. */
export interface Placed {
  box: Box;
  layer: unknown;
}

/** What a pointer may miss, in pixels: a smaller overlap is no place. */
const slack = 4;

/**
 * The things that now lie where another one lay before: who pressed there would hit what they did not mean. `before` and
 * `now` are everything that can be pressed. Of `areOne` both parts take the same press, like a link and what is in it.
 */
export function takenPlaces<Thing>(before: ReadonlyMap<Thing, Placed>, now: ReadonlyMap<Thing, Placed>, areOne: (a: Thing, b: Thing) => boolean): Thing[] {
  const arrived = [...now].filter(([thing, { box }]) => !isAt(before.get(thing), box));
  const left = [...before].filter(([thing, { box }]) => !isAt(now.get(thing), box));
  if (arrived.length === 0 && left.length === 0) return [];
  const taken = new Set<Thing>();
  const compare = (thing: Thing, placed: Placed, other: Thing, otherBefore: Placed): void => {
    if (thing === other || taken.has(thing) || areOne(thing, other)) return;
    const place = overlap(placed.box, otherBefore.box);
    if (place && isTaken(place, before.get(thing), placed, otherBefore, now.get(other))) taken.add(thing);
  };
  for (const [thing, placed] of arrived) for (const [other, otherBefore] of before) compare(thing, placed, other, otherBefore);
  for (const [other, otherBefore] of left) for (const [thing, placed] of now) compare(thing, placed, other, otherBefore);
  return [...taken];
}

/** Whether the thing has come to `place`, or the other has left it and uncovered the thing. */
function isTaken(place: Box, was: Placed | undefined, is: Placed, otherWas: Placed, otherIs: Placed | undefined): boolean {
  const hasLeft = otherIs === undefined || !holds(otherIs.box, place);
  if (is.layer !== otherWas.layer) return otherIs === undefined;
  return hasLeft || was === undefined || !holds(was.box, place);
}

const isAt = (placed: Placed | undefined, { left, top, right, bottom }: Box): boolean =>
  placed !== undefined && placed.box.left === left && placed.box.top === top && placed.box.right === right && placed.box.bottom === bottom;

const holds = (box: Box, place: Box): boolean =>
  box.left <= place.left + 1 && box.top <= place.top + 1 && box.right >= place.right - 1 && box.bottom >= place.bottom - 1;

function overlap(a: Box, b: Box): Box | null {
  const place = { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
  return place.right - place.left > slack && place.bottom - place.top > slack ? place : null;
}
