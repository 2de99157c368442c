import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PresenceEvent, PresentUser, Viewed } from '../../../shared/presence.ts';
import type { Role } from '../../../shared/roles.ts';
import { createLiveState } from '../../realtime/live-state.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { stateFeed } from '../../transport/state-feed.ts';
import { createPresence } from './presence.ts';
import { audienceOf, lensOf, show } from './shown.ts';
import { followTenant } from './tenant-presence.ts';
import { noteViewing, viewedBy, type Viewing } from './viewing.ts';

const tenantId = 'tenant';
const clock = { now: () => Date.now() };
const caller = (n: number, role: Role = 'technician'): Caller => ({ tenantId, tenantKind: 'pharmacy', userId: `person ${n}`, name: `Person ${n}`, role, sessionId: `session ${n}` });

/** A tenant whose facts are this object. */
function startTenant(size: number, roleOf: (n: number) => Role = () => 'technician') {
  const people = Array.from({ length: size }, (_, n) => caller(n, roleOf(n)));
  const facts = {
    staff: people.filter(({ role }) => role !== 'patient').map(({ userId, name, role }) => ({ id: userId, name, role })),
    onDuty: new Set<string>(),
    members: new Map<string, Set<string>>(),
  };
  const presence = createPresence({ clock });
  const viewing: Viewing = createLiveState<Viewed>({ clock });
  const { value: tenant, end } = followTenant(
    {
      presence,
      viewing,
      readPeople: async (_, what) => ({ staff: what === 'all' ? [...facts.staff] : null, onDuty: new Set(facts.onDuty) }),
      readMembers: async (_, threadId) => new Set(facts.members.get(threadId)),
      onFault: (error) => expect.fail(String(error)),
    },
    tenantId,
  );
  return { people, facts, presence, viewing, tenant, end: () => (end(), presence.stop(), viewing.stop()) };
}
type Started = ReturnType<typeof startTenant>;

/** What this reader knows, put together from what was written to it; and every buffer that was. */
function follow({ tenant }: Started, reader: Caller, written = new Set<Buffer>()) {
  const known = new Map<string, PresentUser>();
  const stop = new AbortController();
  let frames = 0;
  const connection: Connection = {
    subscriptionId: 1,
    framing: { name: 'lines', frame: (text) => Buffer.from(`${text}\n`) },
    bufferedBytes: () => 0,
    write(buffer) {
      if (buffer.length === 0) return true;
      written.add(buffer);
      frames += 1;
      return true;
    },
    endSlowConsumer: () => expect.fail('Nobody is slow here.'),
  };
  const feed = stateFeed(tenant.hubFor(reader.role), { connection, signal: stop.signal, lens: lensOf(reader.userId) });
  const done = (async () => {
    for await (const _ of feed) expect.fail('All is written at once.');
  })();
  const writing = connection.write.bind(connection);
  return {
    known,
    done,
    stop: () => stop.abort(),
    get frames() {
      return frames;
    },
    /** Reads along; costs more than what is measured elsewhere. */
    read() {
      connection.write = (buffer) => {
        for (const line of buffer.toString().split('\n').filter(Boolean)) {
          const event = (JSON.parse(line) as { result: { data: PresenceEvent } }).result.data;
          for (const user of event.type === 'presence.snapshot' ? event.users : [event.user]) known.set(user.userId, user);
        }
        return writing(buffer);
      };
      return this;
    },
  };
}

const told = ({ tenant }: Started, role: Role) => tenant.hubFor(role).settled();

test('one change with a thousand people online is worked out once, made into a frame once, and costs little', { timeout: 60_000 }, async () => {
  const started = startTenant(1_000);
  const { people, presence, tenant } = started;
  for (const person of people) presence.enter(person, null);
  await tenant.refresh();
  const buffers = new Set<Buffer>();
  const readers = people.map((person) => follow(started, person, buffers));
  await expect.poll(() => readers.every(({ frames }) => frames === 1)).toBe(true);
  expect(buffers.size).toBe(1);

  const changes = 50;
  const before = process.cpuUsage();
  for (let n = 0; n < changes; n += 1) {
    presence.setAway(people[n]!, true, null);
    await told(started, 'technician');
  }
  const { user, system } = process.cpuUsage(before);
  expect(readers.map(({ frames }) => frames)).toEqual(people.map(() => 1 + changes));
  expect(buffers.size).toBe(1 + changes);
  expect((user + system) / 1e3 / changes).toBeLessThan(10);
  readers.forEach(({ stop }) => stop());
  await Promise.all(readers.map(({ done }) => done));
  started.end();
});

test('a thousand who come within a second are told in a few steps, and everybody knows of all', { timeout: 60_000 }, async () => {
  const started = startTenant(1_000);
  const { people, presence, tenant } = started;
  const readers: ReturnType<typeof follow>[] = [];
  await tenant.refresh();
  const startedAt = performance.now();
  for (const [n, person] of people.entries()) {
    presence.enter(person, null);
    readers.push(n % 100 === 0 ? follow(started, person).read() : follow(started, person));
    if (n % 20 === 0) await expect.poll(() => performance.now() - startedAt, { interval: 1 }).toBeGreaterThan(n);
  }
  await told(started, 'technician');
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { known } of readers.filter((_, n) => n % 100 === 0))
    await expect.poll(() => [...known.values()].filter(({ status }) => status === 'online').length).toBe(1_000);
  expect(Math.max(...readers.map(({ frames }) => frames))).toBeLessThanOrEqual(2 + seconds * 20);
  readers.forEach(({ stop }) => stop());
  started.end();
});

const roles: Role[] = ['technician', 'pharmacist', 'nurse', 'admin', 'patient'];
const person = fc.nat(9);
const action = fc.oneof(
  fc.record({ kind: fc.constant('enter' as const), person }),
  fc.record({ kind: fc.constant('leave' as const), person }),
  fc.record({ kind: fc.constant('idle' as const), person, away: fc.boolean() }),
  fc.record({ kind: fc.constant('duty' as const), person }),
  fc.record({ kind: fc.constant('rename' as const), person }),
  fc.record({ kind: fc.constant('open' as const), person, what: fc.constantFrom('chart', 'order', 'thread'), id: fc.constantFrom('1', '2', '3') }),
  fc.record({ kind: fc.constant('close' as const), nth: fc.nat(10) }),
  fc.record({ kind: fc.constant('member' as const), person, id: fc.constantFrom('1', '2', '3') }),
  fc.record({ kind: fc.constant('settle' as const) }),
);

test('what every reader has put together from steps is what is so for them, whatever happened in whatever order', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const started = startTenant(10, (n) => roles[n % roles.length]!);
      const { people, facts, presence, viewing, tenant } = started;
      await tenant.refresh();
      const readers = people.map((reader) => ({ reader, ...follow(started, reader).read() }));
      const leaving = new Map<number, (() => void)[]>();
      const closing: (() => void)[] = [];
      for (const each of actions) {
        if (each.kind === 'enter') leaving.set(each.person, [...(leaving.get(each.person) ?? []), presence.enter(people[each.person]!, null)]);
        else if (each.kind === 'leave') leaving.get(each.person)?.pop()?.();
        else if (each.kind === 'idle') presence.setAway(people[each.person]!, each.away, null);
        else if (each.kind === 'close') closing[each.nth]?.();
        else if (each.kind === 'open') closing.push(noteViewing(viewing, people[each.person]!, { kind: each.what, id: each.id }));
        else if (each.kind === 'settle') await Promise.all(roles.map((role) => told(started, role)));
        else if (each.kind === 'member') {
          const members = facts.members.get(each.id) ?? new Set<string>();
          const { userId } = people[each.person]!;
          if (!members.delete(userId)) members.add(userId);
          facts.members.set(each.id, members);
          tenant.membersChanged(each.id);
        } else if (each.kind === 'duty') {
          facts.onDuty.add(people[each.person]!.userId);
          tenant.dutyChanged();
        } else {
          facts.staff = facts.staff.map((member) => (member.id === people[each.person]!.userId ? { ...member, name: 'Renamed' } : member));
          await tenant.refresh();
        }
      }
      const expected = (reader: Caller): PresentUser[] =>
        people.flatMap(({ userId }) => {
          const shown = show(audienceOf(reader.role), {
            member: facts.staff.find(({ id }) => id === userId),
            attendant: presence.attendant(tenantId, userId),
            since: presence.since(tenantId, userId),
            onDuty: facts.onDuty.has(userId),
            viewed: viewedBy(viewing, tenantId, userId),
            threads: [],
          });
          if (!shown) return [];
          const threads = viewedBy(viewing, tenantId, userId).filter(({ kind, id }) => kind === 'thread' && facts.members.get(id)?.has(reader.userId));
          return [shown.user.viewing ? { ...shown.user, viewing: [...shown.user.viewing, ...threads].toSorted((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1)) } : shown.user];
        });
      const inOrder = (users: Iterable<PresentUser>): PresentUser[] =>
        [...users]
          .map((user) => ({ ...user, ...(user.viewing && { viewing: user.viewing.toSorted((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1)) }) }))
          .toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
      for (const { reader, known } of readers) {
        const online = () => inOrder([...known.values()].filter(({ status, role }) => role !== 'patient' || status !== 'offline'));
        await expect.poll(online, { timeout: 5_000 }).toEqual(inOrder(expected(reader)));
      }
      readers.forEach(({ stop }) => stop());
      started.end();
    }),
    { numRuns: 15 },
  );
});
