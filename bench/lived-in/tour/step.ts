/** The kinds of calls of which the shared blocks are bounded, whatever is past. */
export const blockBounds = {
  'a page of a list': 1_000,
  'one order': 60,
  'a page of a room': 150,
  'a send': 60,
  'a search': 2_000,
} as const;
type Bound = keyof typeof blockBounds;

/** One thing that a screen does. */
export interface Step {
  /** The procedure that is called; of a whole page, the first. */
  path: string;
  what: string;
  bound: Bound | null;
  /** It speaks to everybody: done once, and not over and over. */
  toAll: boolean;
  /** Makes ready what the call is about; what it returns is the call alone, for one time. */
  prepare(): Promise<() => Promise<unknown>>;
}

interface About {
  /** What tells it from other steps of the same procedure. */
  as?: string;
  bound?: Bound;
  toAll?: boolean;
}

/** A call that needs nothing made for it. */
export const read = (path: string, run: () => Promise<unknown>, about: About = {}): Step => change(path, async () => run, about);

/** A call that uses something up: each time there is another. */
export const change = (path: string, prepare: Step['prepare'], { as, bound, toAll = false }: About = {}): Step => ({
  path,
  what: as === undefined ? path : `${path}, ${as}`,
  bound: bound ?? null,
  toAll,
  prepare,
});
