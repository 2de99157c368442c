/** What was missed while the connection was away: counted from the loss until a moment after we are live again. */
export interface CatchUp {
  /** Events received since the loss; null when nothing is being caught up. */
  counting: number | null;
  liveSince: number | null;
  /** The last catch-up that ended. */
  last: { count: number; at: number } | null;
}

export type CatchUpEvent =
  { type: 'lost' } | { type: 'received' } | { type: 'live'; at: number } | { type: 'time_passed'; at: number };

/** Replay follows the confirmation closely; what comes later is simply live. */
export const replayWindow = 1_000;

export const nothingMissed: CatchUp = { counting: null, liveSince: null, last: null };

export function reduceCatchUp(state: CatchUp, event: CatchUpEvent): CatchUp {
  switch (event.type) {
    case 'lost':
      return { ...state, counting: state.counting ?? 0, liveSince: null };
    case 'received':
      return state.counting === null ? state : { ...state, counting: state.counting + 1 };
    case 'live':
      return state.counting === null || state.liveSince !== null ? state : { ...state, liveSince: event.at };
    case 'time_passed':
      if (state.counting === null || state.liveSince === null || event.at - state.liveSince < replayWindow) return state;
      return { counting: null, liveSince: null, last: { count: state.counting, at: event.at } };
  }
}

export const catchUpWords = (count: number): string => (count === 0 ? 'Caught up, nothing new' : `Caught up, ${count} new`);
