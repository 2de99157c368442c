import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveState } from './live-state.ts';

const bounds = { entries: 6, entriesPerPerson: 3, entriesPerNode: 8 };
const clock = { now: () => Date.now() };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const who = fc.constantFrom('lena', 'lena', 'tom', 'maria', 'omar');
const where = fc.record({ node: fc.nat(1), group: fc.constantFrom('room', 'tenant'), key: fc.constantFrom('a', 'b', 'c', 'd', 'e') });
const lease = fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined, freq: 1 });
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('enter' as const), at: where, userId: who, lease }) },
  fc.record({ kind: fc.constant('leave' as const), at: where }),
  fc.record({ kind: fc.constant('linger' as const), at: where }),
  fc.record({ kind: fc.constant('end' as const), nth: fc.nat(30) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('lost' as const), node: fc.nat(1) }),
);

/** Two nodes that hear each other at once; keys are each person's own, as those of connections are. */
function startPair() {
  const nodes = [0, 1].map(() => createLiveState<string>({ clock, bounds }));
  nodes.forEach((node, index) => node.onOwnChange((change) => nodes[1 - index]!.accept(`node ${index}`, [change])));
  /** What a watcher knows that looks only at those whom it is told of. */
  const known = nodes.map((node) => {
    const people = new Map<string, string[]>();
    for (const group of ['room', 'tenant'])
      node.watch(group, (userId) => people.set(`${group} ${userId}`, node.entriesOf(group, userId).map(({ value }) => value).toSorted()));
    return people;
  });
  return { nodes, known };
}

test('bounds hold on every node, whoever is told of changes misses none, and nothing stays that has ended', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { nodes, known } = startPair();
      const ends: (() => void)[] = [];
      for (const each of steps) {
        if (each.kind === 'enter') {
          const { node, group, key } = each.at;
          const own = `${each.userId} ${key}`;
          ends.push(nodes[node]!.enter(group, own, { userId: each.userId, value: `${own} of ${node}` }, each.lease));
        } else if (each.kind === 'leave') nodes[each.at.node]!.leave(each.at.group, `lena ${each.at.key}`);
        else if (each.kind === 'linger') nodes[each.at.node]!.linger(each.at.group, `tom ${each.at.key}`, `tom ${each.at.key} lingers, of ${each.at.node}`, 20);
        else if (each.kind === 'end') ends[each.nth]?.();
        else if (each.kind === 'pass') vi.advanceTimersByTime(each.ms);
        else nodes[each.node]!.replace(`node ${1 - each.node}`, nodes[1 - each.node]!.own());

        for (const [index, node] of nodes.entries()) {
          expect(node.sizes().others).toBeLessThanOrEqual(bounds.entriesPerNode);
          const others = new Set(nodes[1 - index]!.own().map(({ entry }) => (entry as { value: string }).value));
          const copies = ['room', 'tenant'].flatMap((group) => node.entries(group)).filter(({ value }) => value.endsWith(`of ${1 - index}`));
          expect(copies.filter(({ value }) => !others.has(value))).toEqual([]);
          for (const group of ['room', 'tenant']) {
            const entries = node.entries(group);
            expect(entries.length).toBeLessThanOrEqual(bounds.entries);
            for (const [userId, own] of Map.groupBy(entries, (entry) => entry.userId)) {
              expect(own.length).toBeLessThanOrEqual(bounds.entriesPerPerson);
              expect(known[index]!.get(`${group} ${userId}`)).toEqual(own.map(({ value }) => value).toSorted());
            }
          }
        }
      }
      for (const end of ends) end();
      for (const node of nodes) for (const group of ['room', 'tenant']) for (const key of 'abcde') for (const userId of ['lena', 'tom', 'maria', 'omar']) node.leave(group, `${userId} ${key}`);
      for (const node of nodes) expect(node.sizes()).toEqual({ own: 0, others: 0 });
      expect(vi.getTimerCount()).toBe(0);
      for (const people of known) expect([...people.values()].flat()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a person’s newest entry takes the place of that which ends first, else of the oldest', () => {
  const live = createLiveState<string>({ clock, bounds });
  const values = () => live.entries('room').map(({ value }) => value);
  for (const value of ['oldest', 'older', 'new']) live.enter('room', value, { userId: 'lena', value });
  live.enter('room', 'newest', { userId: 'lena', value: 'newest' });
  expect(values()).toEqual(['older', 'new', 'newest']);
  live.linger('room', 'new', 'lingers', 1_000);
  live.enter('room', 'tab', { userId: 'lena', value: 'tab' });
  expect(values()).toEqual(['older', 'newest', 'tab']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a full group shows nobody more, and who is in it may still come again', () => {
  const live = createLiveState<string>({ clock, bounds });
  for (let n = 0; n < bounds.entries; n += 1) live.enter('room', `tab ${n}`, { userId: `person ${n}`, value: 'first' });
  let told = 0;
  live.watch('room', () => told++);
  const endNothing = live.enter('room', 'late', { userId: 'late', value: 'late' });
  endNothing();
  expect([live.entries('room').length, live.entriesOf('room', 'late'), told]).toEqual([bounds.entries, [], 0]);
  live.enter('room', 'second', { userId: 'person 3', value: 'second' });
  expect(live.entriesOf('room', 'person 3').map(({ value }) => value)).toEqual(['second']);
  live.leave('room', 'tab 0');
  live.enter('room', 'late', { userId: 'late', value: 'late' });
  expect(live.entriesOf('room', 'late')).toHaveLength(1);
});

test('of a node that tells more than it may the rest is not held, and its last word on what is held counts', () => {
  const live = createLiveState<string>({ clock, bounds: { ...bounds, entries: 100 } });
  const entered = (n: number, value = 'here') => ({ group: 'room', key: `tab ${n}`, entry: { userId: `person ${n}`, value } });
  live.accept('other', Array.from({ length: 20 }, (_, n) => entered(n)));
  expect(live.sizes()).toEqual({ own: 0, others: bounds.entriesPerNode });
  live.accept('other', [entered(0, 'changed')]);
  expect(live.entriesOf('room', 'person 0').map(({ value }) => value)).toEqual(['changed']);
  live.accept('other', Array.from({ length: 20 }, (_, n) => ({ ...entered(n), entry: 'ended' as const })));
  expect(live.sizes()).toEqual({ own: 0, others: 0 });
});
