/** What tells one row from another. */
export type RowId<T> = (row: T) => string;

export interface HeldRows<T> {
  rows: T[];
  /** Of each row what it was when it got its place. */
  places: T[];
  /** Rows that will come, go or move once the hold ends. */
  waiting: number;
}

/**
 * The rows to draw while somebody points at the list: everything stays where it was in `held`, with its newest content, which
 * `known` has of rows that left the list. What would push others away waits; what joins at the very end is shown, it moves nothing.
 */
export function holdRows<T>(held: T[], latest: T[], idOf: RowId<T>, known: ReadonlyMap<string, T> = new Map()): HeldRows<T> {
  const newest = new Map(latest.map((row) => [idOf(row), row]));
  const placed = new Set(held.map(idOf));
  const lastKnown = latest.findLastIndex((row) => placed.has(idOf(row)));
  const appended = lastKnown === -1 && held.length > 0 ? [] : latest.slice(lastKnown + 1);

  const rows = [...held.map((row) => newest.get(idOf(row)) ?? known.get(idOf(row)) ?? row), ...appended];
  const gone = held.filter((row) => !newest.has(idOf(row))).length;
  const arrived = latest.length - appended.length - (held.length - gone);
  return { rows, places: [...held, ...appended], waiting: gone + arrived + countMoved(held.map(idOf), latest.map(idOf)) };
}

/** The held rows that are still there. */
export const withoutGone = <T>(held: T[], latest: T[], idOf: RowId<T>): T[] => {
  const there = new Set(latest.map(idOf));
  return held.filter((row) => there.has(idOf(row)));
};

/** How many rows of both lists, by id, have to move to turn the one order into the other. */
function countMoved(held: string[], latest: string[]): number {
  const place = new Map(latest.map((id, index) => [id, index]));
  const places = held.map((id) => place.get(id)).filter((index) => index !== undefined);
  return places.length - longestRise(places);
}

/** The length of the longest rising subsequence: rows that may stay where they are. */
function longestRise(numbers: number[]): number {
  const tails: number[] = [];
  for (const number of numbers) {
    const at = tails.findIndex((tail) => tail >= number);
    tails[at === -1 ? tails.length : at] = number;
  }
  return tails.length;
}
