import { durationWords } from '../../ui/time-words.ts';
import { addDays, shortDayWords } from '../schedule/calendar.ts';
import type { ClinicTime } from '../schedule/clinic-time.ts';

export type DueLevel = 'overdue' | 'today' | 'later';

/** When a task is due, by the clinic's clock, and how near that is. `dueAt` is ISO 8601, `now` milliseconds. */
export function dueWords(dueAt: string, now: number, time: ClinicTime): { level: DueLevel; words: string } {
  const at = Date.parse(dueAt);
  const today = time.day(now);
  const day = time.day(at);
  if (at <= now) return { level: 'overdue', words: `Overdue by ${durationWords(Math.max(now - at, 60_000))}` };
  if (day === today) return { level: 'today', words: `Due today ${time.clock(at)}` };
  if (day === addDays(today, 1)) return { level: 'later', words: `Due tomorrow ${time.clock(at)}` };
  return { level: 'later', words: `Due ${shortDayWords(day, today)}, ${time.clock(at)}` };
}
