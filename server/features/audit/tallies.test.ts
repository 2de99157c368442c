import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { createTallies, type Tallies, type Tally } from './tallies.ts';

const { countFor, gatherFor } = limits.audit;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

interface Subject {
  tenant: string;
  who: string;
}

/** A database that keeps rows as ours does: each write names the whole count. */
function createStore(most?: number) {
  const rows = new Map<string, Tally<Subject>>();
  const store = { isDown: false, writes: 0, faults: 0, rows };
  const tallies: Tallies<Subject> = createTallies<Subject>({
    clock: { now: () => Date.now() },
    groupOf: ({ tenant }) => tenant,
    write: async (_, written) => {
      store.writes += 1;
      if (store.isDown) throw new Error('away');
      for (const row of written) if ((rows.get(row.id)?.count ?? 0) < row.count) rows.set(row.id, row);
    },
    onFault: () => (store.faults += 1),
    ...(most === undefined ? {} : { most }),
  });
  const count = (who: string, tenant = 'greenleaf') => tallies.count(`${tenant} ${who}`, { tenant, who });
  const sum = () => [...rows.values()].reduce((total, row) => total + row.count, 0);
  return Object.assign(store, { tallies, count, sum });
}

test('the first is written before it resolves, what repeats itself a moment later, as one row', async () => {
  const store = createStore();
  await store.count('maria');
  expect(store.sum()).toBe(1);
  for (let n = 1; n < 10_000; n += 1) void store.count('maria');
  expect(store.tallies.unwritten).toBe(1);
  await vi.advanceTimersByTimeAsync(gatherFor);
  expect(store.sum()).toBe(10_000);
  expect(store.rows.size).toBe(1);
  expect(store.writes).toBe(2);
  expect(store.tallies.unwritten).toBe(0);
});

test('one row for each of them and minute, however steady the flood', async () => {
  const store = createStore();
  const minutes = 5;
  for (let n = 0; n < minutes * 600; n += 1) {
    void store.count('maria');
    void store.count('omar');
    await vi.advanceTimersByTimeAsync(countFor / 600);
  }
  await vi.advanceTimersByTimeAsync(gatherFor);
  expect(store.sum()).toBe(2 * minutes * 600);
  expect(store.rows.size).toBe(2 * minutes);
  for (const { firstAt, lastAt } of store.rows.values()) expect(lastAt - firstAt).toBeLessThan(countFor);
});

test('a database that is away loses nothing, takes no more rows and keeps nobody waiting', async () => {
  const store = createStore();
  store.isDown = true;
  for (let n = 0; n < 300; n += 1) {
    await store.count('maria');
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(store.tallies.unwritten).toBe(1);
  expect(store.faults).toBeGreaterThan(0);
  store.isDown = false;
  await vi.advanceTimersByTimeAsync(2 * gatherFor);
  expect(store.sum()).toBe(300);
  expect(store.tallies.unwritten).toBe(0);
});

test('whatever fails in between, the sum of the rows is what was counted', async () => {
  const step = fc.record({ who: fc.constantFrom('a', 'b', 'c'), tenant: fc.constantFrom('x', 'y'), isDown: fc.boolean(), pass: fc.constantFrom(0, 500, 1_000, 61_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const store = createStore();
      for (const { who, tenant, isDown, pass } of steps) {
        store.isDown = isDown;
        void store.count(who, tenant);
        await vi.advanceTimersByTimeAsync(pass);
      }
      store.isDown = false;
      await store.tallies.stop();
      expect(store.sum()).toBe(steps.length);
    }),
    { numRuns: 50 },
  );
});

test('beyond the bound something new is refused, never dropped; what is counted already counts on', async () => {
  const store = createStore(10);
  store.isDown = true;
  for (let n = 0; n < 10; n += 1) await store.count(`user${n}`);
  await expect(store.count('one more')).rejects.toMatchObject({ reason: 'UNAVAILABLE' });
  expect(store.tallies.isFull).toBe(true);
  await store.count('user0');
  store.isDown = false;
  await vi.advanceTimersByTimeAsync(2 * gatherFor);
  await store.count('one more');
  expect(store.sum()).toBe(12);
});

test('what is written makes room', async () => {
  const store = createStore(10);
  for (let n = 0; n < 100; n += 1) await store.count(`user${n}`);
  expect(store.sum()).toBe(100);
});

test('stopping writes what is left, and gives up in time when it cannot', async () => {
  const store = createStore();
  await store.count('maria');
  for (let n = 0; n < 99; n += 1) void store.count('maria');
  await store.tallies.stop();
  expect(store.sum()).toBe(100);

  const down = createStore();
  down.isDown = true;
  await down.count('maria');
  const stopped = down.tallies.stop();
  await vi.advanceTimersByTimeAsync(limits.audit.farewell);
  await stopped;
  const { writes } = down;
  await vi.advanceTimersByTimeAsync(10 * gatherFor);
  expect(down.writes).toBe(writes);
});
