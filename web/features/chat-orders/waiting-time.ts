import { durationWords } from '../../ui/time-words.ts';

/** How pressing a wait is; each level has its own colour, shape and word. */
export type WaitingLevel = 'fresh' | 'long' | 'overdue';

export interface WaitingTime {
  level: WaitingLevel;
  /** "now", "12 min", "3 h 5 min", "2 d". */
  label: string;
}

const minute = 60_000;
const longAfter = 15 * minute;
const overdueAfter = 30 * minute;

/** `since` is ISO 8601, `now` milliseconds. A clock that runs behind the server's never shows a negative wait. */
export function waitingTime(since: string, now: number): WaitingTime {
  const waited = Math.max(0, now - Date.parse(since));
  const level = waited >= overdueAfter ? 'overdue' : waited >= longAfter ? 'long' : 'fresh';
  return { level, label: waited < minute ? 'now' : durationWords(waited) };
}

const words: Record<WaitingLevel, string> = { fresh: 'New', long: 'Long wait', overdue: 'Overdue' };

export const waitingWord = (level: WaitingLevel): string => words[level];
