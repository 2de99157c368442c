import { isDeepStrictEqual } from 'node:util';
import type { PresenceEvent, PresentUser, Viewed } from '../../../shared/presence.ts';
import { isClinicStaff, isPharmacyStaff, isStaff, type Role } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { Lens } from '../../transport/state-feed.ts';
import type { OpenThread } from './open-threads.ts';
import type { Attendant } from './presence.ts';
import { byId } from './viewing.ts';

/** Readers who are shown the same people, but for the threads that each of them is in. */
export interface Audience {
  name: string;
  isStaff: boolean;
  /** Whether they could open it as well; null for a thread, which depends on the reader. */
  mayOpen(viewed: Viewed): boolean;
}

export function audienceOf(role: Role): Audience {
  const may = { chart: isClinicStaff(role), order: isPharmacyStaff(role), thread: false };
  return { name: `${isStaff(role)} ${may.chart} ${may.order}`, isStaff: isStaff(role), mayOpen: ({ kind }) => may[kind] };
}

/** Somebody as an audience is shown them, and the threads that only those in them are told of. */
export interface Shown {
  user: PresentUser;
  threads: OpenThread[];
}

/** What is known of somebody. */
export interface Facts {
  member: Member | undefined;
  attendant: Attendant | undefined;
  since: number | null;
  onDuty: boolean;
  viewed: Viewed[];
  threads: OpenThread[];
}

const unseen = { status: 'offline', connections: 0, devices: 0 } as const;

/** Staff see each other whole and the patients who are here; patients see whether the staff are. Null for whom they do not see. */
export function show(audience: Audience, { member, attendant, ...facts }: Facts): Shown | null {
  const who = attendant ? { id: attendant.userId, name: attendant.name, role: attendant.role } : member;
  if (!who || (!audience.isStaff && !isStaff(who.role))) return null;
  const { status, connections, devices } = attendant ?? unseen;
  const user: PresentUser = { userId: who.id, name: who.name, role: who.role, status, connections };
  if (!audience.isStaff || !isStaff(who.role)) return { user, threads: [] };
  const { since, onDuty, viewed, threads } = facts;
  const staffSide = { devices, since: since === null ? null : new Date(since).toISOString(), onDuty, viewing: viewed.filter(audience.mayOpen) };
  return { user: { ...user, ...staffSide }, threads };
}

export const isSame = (a: Shown, b: Shown): boolean =>
  isDeepStrictEqual(a.user, b.user) &&
  a.threads.length === b.threads.length &&
  a.threads.every(({ id, members }, index) => b.threads[index]!.id === id && b.threads[index]!.members === members);

/** Everybody for who knows nothing yet, or how one person is shown from now on. */
export type Step = { everybody: Shown[] } | { before: Shown | null; after: Shown | null };

type People = ReadonlyMap<string, Shown>;

/** Whoever is shown as before is the same object. */
export function differences(from: People | null, to: People): Step[] {
  if (!from) return [{ everybody: [...to.values()] }];
  const changed = [...to].filter(([id, shown]) => from.get(id) !== shown).map(([id, after]) => ({ before: from.get(id) ?? null, after }));
  const gone = [...from].filter(([id]) => !to.has(id)).map(([, before]) => ({ before, after: null }));
  return [...changed, ...gone];
}

const shownIn = (step: Step): Shown[] => ('everybody' in step ? step.everybody : [step.before, step.after].filter((shown) => shown !== null));

/** A reader is told of the open threads that they are in. */
export function lensOf(readerId: string): Lens<Step, PresenceEvent> {
  const isTold = ({ members }: OpenThread): boolean => members.has(readerId);
  const toldThreads = ({ threads }: Shown): string => threads.filter(isTold).map(({ id }) => id).join();

  function see({ user, threads }: Shown): PresentUser {
    const told = threads.filter(isTold).map(({ id }): Viewed => ({ kind: 'thread', id }));
    return told.length > 0 ? { ...user, viewing: [...(user.viewing ?? []), ...told].toSorted(byId) } : user;
  }

  function events(step: Step): PresenceEvent[] {
    if ('everybody' in step) return [{ type: 'presence.snapshot', users: step.everybody.map(see) }];
    const { before, after } = step;
    if (after) {
      const isNews = !before || !isDeepStrictEqual(before.user, after.user) || toldThreads(before) !== toldThreads(after);
      return isNews ? [{ type: 'presence.changed', user: see(after) }] : [];
    }
    if (!before || before.user.status === 'offline') return [];
    return [{ type: 'presence.changed', user: { ...see(before), status: 'offline', connections: 0 } }];
  }

  return {
    key: (steps) => steps.flatMap((step) => shownIn(step).flatMap(({ threads }) => threads.map((thread) => (isTold(thread) ? '1' : '0')))).join(''),
    see: (steps) => steps.flatMap(events),
  };
}
