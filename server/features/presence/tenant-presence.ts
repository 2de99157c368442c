import { limits } from '../../../shared/limits.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { createStateHub, type StateHub } from '../../realtime/state-hub.ts';
import { createOpenThreads, type ReadMembers } from './open-threads.ts';
import type { Presence } from './presence.ts';
import type { PeopleFacts, ReadPeople } from './read-people.ts';
import { audienceOf, differences, isSame, show, type Audience, type Facts, type Shown, type Step } from './shown.ts';
import { viewedBy, type Viewing } from './viewing.ts';

type People = ReadonlyMap<string, Shown>;

/** A tenant's people for everybody on this node who watches them. */
export interface TenantPresence {
  /** Reads the staff and who is on duty, as they are from the call on. */
  refresh(): Promise<void>;
  /** What somebody with this role follows. */
  hubFor(role: Role): StateHub<People, Step>;
  dutyChanged(): void;
  /** Who is in the room, a thread if it is one, may have changed. */
  membersChanged(roomId: string): void;
  /** Something may have been missed. */
  doubtAll(): void;
}

export interface TenantPresenceDependencies {
  presence: Presence;
  viewing: Viewing;
  readPeople: ReadPeople;
  readMembers: ReadMembers;
  onFault(error: unknown): void;
}

interface FollowedAudience {
  hub: StateHub<People, Step>;
  changed(userId: string): void;
  everybodyChanged(): void;
}

/**
 * Follows what there is to know of a tenant's people. Each audience has a state, in which only those are made anew of
 * whom something has changed.
 */
export function followTenant(dependencies: TenantPresenceDependencies, tenantId: string): { value: TenantPresence; end(): void } {
  const { presence, viewing, readPeople, readMembers, onFault } = dependencies;
  const audiences = new Map<string, FollowedAudience>();
  const changed = (userId: string) => audiences.forEach((audience) => audience.changed(userId));
  const threads = createOpenThreads({ read: (threadId) => readMembers(tenantId, threadId), onChanged: changed, onFault });
  let staff = new Map<string, Member>();
  let onDuty: ReadonlySet<string> = new Set();
  let newest: PeopleFacts | null = null;
  let retry: NodeJS.Timeout | null = null;

  function accept(facts: PeopleFacts): void {
    if (facts === newest) return;
    newest = facts;
    const before = onDuty;
    onDuty = facts.onDuty;
    for (const userId of new Set([...before, ...onDuty])) if (before.has(userId) !== onDuty.has(userId)) changed(userId);
    if (!facts.staff || isSameStaff([...staff.values()], facts.staff)) return;
    staff = new Map(facts.staff.map((member) => [member.id, member]));
    audiences.forEach((audience) => audience.everybodyChanged());
  }

  const refresh = async (what: 'all' | 'duty'): Promise<void> => accept(await readPeople(tenantId, what));
  const refreshLater = (error: unknown): void => {
    onFault(error);
    retry ??= setTimeout(() => {
      retry = null;
      void refresh('duty').catch(refreshLater);
    }, limits.feed.pollEvery).unref();
  };
  const dutyChanged = () => void refresh('duty').catch(refreshLater);

  /** Who is here, to see who comes and goes: who has signed out everywhere is off duty. */
  const here = new Set(presence.present(tenantId).map(({ userId }) => userId));
  const unwatch = [
    presence.watch(tenantId, (userId) => {
      const isHere = presence.attendant(tenantId, userId) !== undefined;
      if (isHere !== here.has(userId) && staff.has(userId)) dutyChanged();
      if (isHere) here.add(userId);
      else here.delete(userId);
      changed(userId);
    }),
    viewing.watch(tenantId, (userId) => {
      threads.note(userId, viewedBy(viewing, tenantId, userId));
      changed(userId);
    }),
  ];
  for (const userId of new Set(viewing.entries(tenantId).map((entry) => entry.userId))) threads.note(userId, viewedBy(viewing, tenantId, userId));

  const factsOf = (userId: string): Facts => ({
    member: staff.get(userId),
    attendant: presence.attendant(tenantId, userId),
    since: presence.since(tenantId, userId),
    onDuty: onDuty.has(userId),
    viewed: viewedBy(viewing, tenantId, userId),
    threads: threads.of(userId),
  });
  const everybody = (): Iterable<string> => new Set([...staff.keys(), ...presence.present(tenantId).map(({ userId }) => userId)]);

  return {
    value: {
      refresh: () => refresh('all'),
      hubFor(role) {
        const audience = audienceOf(role);
        const followed = audiences.get(audience.name) ?? followAudience(audience, factsOf, everybody);
        audiences.set(audience.name, followed);
        return followed.hub;
      },
      dutyChanged,
      membersChanged: threads.doubt,
      doubtAll() {
        dutyChanged();
        threads.doubtAll();
      },
    },
    end() {
      if (retry) clearTimeout(retry);
      unwatch.forEach((stop) => stop());
      threads.stop();
    },
  };
}

const isSameStaff = (a: Member[], b: Member[]): boolean =>
  a.length === b.length && a.every(({ id, name, role }, index) => id === b[index]!.id && name === b[index]!.name && role === b[index]!.role);

function followAudience(audience: Audience, factsOf: (userId: string) => Facts, everybody: () => Iterable<string>): FollowedAudience {
  let people = new Map<string, Shown>();
  let isAllNew = true;
  const changed = new Set<string>();

  function read(): People {
    if (!isAllNew && changed.size === 0) return people;
    const before = people;
    // the order of the staff is that of their names
    people = isAllNew ? new Map() : new Map(before);
    for (const userId of isAllNew ? everybody() : changed) {
      const known = before.get(userId);
      const shown = show(audience, factsOf(userId));
      if (shown) people.set(userId, known && isSame(known, shown) ? known : shown);
      else people.delete(userId);
    }
    isAllNew = false;
    changed.clear();
    return people;
  }

  const hub = createStateHub({ read, differences, gatherFor: limits.live.gatherFor });
  return {
    hub,
    changed(userId) {
      changed.add(userId);
      hub.changed();
    },
    everybodyChanged() {
      isAllNew = true;
      hub.changed();
    },
  };
}
