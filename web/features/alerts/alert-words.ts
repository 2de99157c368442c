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

/** Whom it calls next, as far as the last one called tells; null when somebody has taken it. */
export function nextTargetWords({ currentTargets, nextStepAt }: Pick<Alert, 'currentTargets' | 'nextStepAt'>): string | null {
  const last = currentTargets.at(-1);
  if (nextStepAt === null || !last) return null;
  if (last.kind === 'user') return 'colleagues';
  return last.kind === 'tenant' && last.userIds === undefined ? 'everyone again' : 'everyone';
}

/** What its raiser, and who looks at the alert, must know while nobody takes it; null when it is on its way. */
export function troubleWords({ acknowledgedAt, isUnreached, repeats }: Pick<Alert, 'acknowledgedAt' | 'isUnreached' | 'repeats'>): string | null {
  if (acknowledgedAt !== null) return null;
  if (isUnreached) return 'Nobody has a screen open now: find help in another way.';
  if (repeats === 0) return null;
  return repeats === 1 ? 'Everyone was called, and once more: nobody has taken it.' : `Everyone was called, and ${repeats} times more: nobody has taken it.`;
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
