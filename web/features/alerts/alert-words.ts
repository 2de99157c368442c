import type { Alert, AlertEntry, AlertTarget } from '../../../shared/alerts.ts';

/** `0:42`, `12:05`, `1:02:05`: how long something takes, to be read while it runs. Milliseconds. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** Whom it calls: "Wei Chen", "every provider", "everyone". */
export function targetWords({ kind, id, name }: AlertTarget): string {
  switch (kind) {
    case 'user':
      return name;
    case 'role':
      // the one role that is called after a place
      return id === 'front_desk' ? 'the front desk' : `every ${name.toLowerCase()}`;
    case 'tenant':
      return name.toLowerCase();
  }
}

/** Whom it calls next, as far as the last one called tells; null when it cannot climb. */
export function nextTargetWords({ currentTargets, nextStepAt }: Pick<Alert, 'currentTargets' | 'nextStepAt'>): string | null {
  if (nextStepAt === null) return null;
  return currentTargets.at(-1)?.kind === 'user' ? 'colleagues' : 'everyone';
}

/** One line of a timeline. */
export function entryWords({ kind, user, target }: AlertEntry): string {
  const who = user?.name ?? '';
  const whom = target ? targetWords(target) : '';
  switch (kind) {
    case 'raised':
      return `${who} called ${whom}`;
    case 'delivered':
      return `Reached the screen of ${who}`;
    case 'seen':
      return `Seen by ${who}`;
    case 'escalated':
      return `Nobody had taken it: called ${whom}`;
    case 'acknowledged':
      return `Taken by ${who}`;
  }
}

/** Lines by their time: a delivery is written down a moment after it happened. Being taken ends it, whatever clocks say. */
export const asItHappened = (timeline: AlertEntry[]): AlertEntry[] =>
  timeline.toSorted((a, b) => Number(a.kind === 'acknowledged') - Number(b.kind === 'acknowledged') || a.at.localeCompare(b.at));
