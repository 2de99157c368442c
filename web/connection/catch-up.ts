/** What was missed while the connection was away: a feed is live again only when it has replayed everything. */
export interface CatchUp {
  /** Events received since the loss; null when nothing is being caught up. */
  counting: number | null;
  /** The last catch-up that ended. */
  last: { count: number; at: number } | null;
}

export type CatchUpEvent = { type: 'lost' } | { type: 'received' } | { type: 'live'; at: number };

export const nothingMissed: CatchUp = { counting: null, last: null };

export function reduceCatchUp(state: CatchUp, event: CatchUpEvent): CatchUp {
  switch (event.type) {
    case 'lost':
      return { ...state, counting: state.counting ?? 0 };
    case 'received':
      return state.counting === null ? state : { ...state, counting: state.counting + 1 };
    case 'live':
      return state.counting === null ? state : { counting: null, last: { count: state.counting, at: event.at } };
  }
}

export const catchUpWords = (count: number): string => (count === 0 ? 'Caught up, nothing new' : `Caught up, ${count} new`);
