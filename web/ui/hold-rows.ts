export interface Row {
  roomId: string;
}

export interface HeldRows<T> {
  rows: T[];
  /** Rows that will come, go or move once the hold ends. */
  waiting: number;
}

/**
 * The rows to draw while somebody points at the list: everything stays where it was in `held`, with its newest content.
 * What would push others away waits; what joins at the very end is shown, it moves nothing.
 */
export function holdRows<T extends Row>(held: T[], latest: T[]): HeldRows<T> {
  const newest = new Map(latest.map((row) => [row.roomId, row]));
  const known = new Set(held.map(({ roomId }) => roomId));
  const lastKnown = latest.findLastIndex(({ roomId }) => known.has(roomId));
  const appended = lastKnown === -1 && held.length > 0 ? [] : latest.slice(lastKnown + 1);

  const rows = [...held.map((row) => newest.get(row.roomId) ?? row), ...appended];
  const gone = held.filter(({ roomId }) => !newest.has(roomId)).length;
  const arrived = latest.length - appended.length - (held.length - gone);
  return { rows, waiting: gone + arrived + countMoved(held, latest) };
}

/** The held rows that are still there. */
export const withoutGone = <T extends Row>(held: T[], latest: T[]): T[] => {
  const there = new Set(latest.map(({ roomId }) => roomId));
  return held.filter(({ roomId }) => there.has(roomId));
};

/** How many rows of both lists have to move to turn the one order into the other. */
function countMoved(held: Row[], latest: Row[]): number {
  const place = new Map(latest.map(({ roomId }, index) => [roomId, index]));
  const places = held.map(({ roomId }) => place.get(roomId)).filter((index) => index !== undefined);
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
