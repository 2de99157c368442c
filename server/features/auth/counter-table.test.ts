import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCounterTable } from './counter-table.ts';
import { addFailure } from './failure-counter.ts';

const schedule = { free: 5, firstDelay: 1_000, longestDelay: 900_000, forgiveEvery: 900_000 };
const most = 100;

function createTable() {
  const clock = { time: 1_000_000, now: () => clock.time };
  const table = createCounterTable({ clock, most, forgiveEvery: schedule.forgiveEvery });
  const fail = (key: string, times = 1) => {
    for (let failure = 0; failure < times; failure += 1) {
      const counter = table.of(key);
      addFailure(counter, schedule, clock.time);
      table.keep(key, counter);
    }
  };
  return { clock, table, fail, failures: (key: string) => table.of(key).failures };
}

test('filling the table does not erase the counter of somebody who is under attack', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 15 }), fc.array(fc.integer({ min: 1, max: 2 }), { minLength: most, maxLength: 5 * most }), (guesses, junk) => {
      const { table, fail, failures } = createTable();
      fail('maria 198.51.100.0/24', guesses);
      for (const [index, times] of junk.entries()) fail(`junk${index}`, times);
      expect(table.size).toBeLessThanOrEqual(most);
      expect(failures('maria 198.51.100.0/24')).toBe(guesses);
    }),
  );
});

test('what time has forgiven makes room, however much it was', () => {
  const { clock, table, fail, failures } = createTable();
  for (let index = 0; index < most; index += 1) fail(`old${index}`, 15);
  clock.time += 15 * schedule.forgiveEvery;
  fail('maria');
  for (let index = 0; index < most - 1; index += 1) fail(`new${index}`);
  expect(failures('maria')).toBe(1);
  expect(table.size).toBe(most);
});

test('a counter with an attempt under way stays', () => {
  const { table, fail } = createTable();
  const counter = table.of('pending');
  counter.pending = 1;
  table.keep('pending', counter);
  for (let index = 0; index < 2 * most; index += 1) fail(`junk${index}`);
  expect(table.of('pending')).toBe(counter);
});

test('a counter without failures is forgotten', () => {
  const { table } = createTable();
  table.keep('maria', table.of('maria'));
  expect(table.size).toBe(0);
});
