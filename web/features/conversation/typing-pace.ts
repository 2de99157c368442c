/** While somebody types the mark is renewed at most this often; the server lets it lapse after 6 s. */
const renewEvery = 3_000;

export interface TypingPace {
  /** When "typing" was last told, in milliseconds; null when the others believe that nobody types. */
  toldAt: number | null;
}

export const silent: TypingPace = { toldAt: null };

/** What to tell the others when the text changes at `now`: `null` says nothing. */
export function onText(pace: TypingPace, text: string, now: number): { pace: TypingPace; tell: boolean | null } {
  if (text.trim() === '') return onStop(pace);
  if (pace.toldAt !== null && now - pace.toldAt < renewEvery) return { pace, tell: null };
  return { pace: { toldAt: now }, tell: true };
}

/** Sent, left the field or emptied it. */
export function onStop(pace: TypingPace): { pace: TypingPace; tell: boolean | null } {
  return pace.toldAt === null ? { pace, tell: null } : { pace: silent, tell: false };
}
