import { expect, test } from 'vitest';
import { createAccounts, type Allowance, type Cost } from './accounts.ts';

const allowance: Allowance = {
  database: { perSecond: 100, burst: 1_000 },
  processor: { perSecond: 10, burst: 100 },
  bytes: { perSecond: 1_000, burst: 10_000 },
  subscriptions: { perSecond: 1, burst: 10 },
  refusals: { perSecond: 1, burst: 10 },
};
const all = Object.keys(allowance) as Cost[];
const open = () => {
  let now = 1_000_000;
  const accounts = createAccounts(allowance, { now: () => now });
  return { accounts, pass: (milliseconds: number) => (now += milliseconds) };
};

test('a burst costs nothing, what is beyond it is owed, and paid at the rate', () => {
  const { accounts, pass } = open();
  const lena = accounts.of('lena');
  lena.charge('database', 1_000);
  expect(lena.debt(all)).toBe(0);
  lena.charge('database', 50);
  expect(lena.debt(all)).toBe(500);
  expect(accounts.of('tom').debt(all), 'by nobody else').toBe(0);
  pass(499);
  expect(lena.debt(all)).toBe(1);
  pass(1);
  expect(lena.debt(all)).toBe(0);
});

test('the longest debt counts, of the costs that are asked for', () => {
  const { accounts } = open();
  const lena = accounts.of('lena');
  lena.charge('bytes', 10_500);
  lena.charge('subscriptions', 12);
  expect(lena.debt(all)).toBe(2_000);
  expect(lena.debt(['bytes', 'processor'])).toBe(500);
});

test('a single thing that costs too much is owed for a burst at most', () => {
  const { accounts, pass } = open();
  const lena = accounts.of('lena');
  lena.charge('processor', 1_000_000);
  expect(lena.debt(all)).toBe(10_000);
  pass(10_000);
  expect(lena.debt(all)).toBe(0);
});

test('what was not used is kept up to the burst, and a full account is forgotten', () => {
  const { accounts, pass } = open();
  const lena = accounts.of('lena');
  lena.charge('processor', 50);
  pass(3_600_000);
  lena.charge('processor', 100);
  expect(lena.debt(all)).toBe(0);
  lena.charge('processor', 1);
  pass(50);
  expect(lena.debt(all)).toBe(50);

  const tom = accounts.of('tom');
  expect(accounts.of('tom')).toBe(tom);
  pass(60_000);
  accounts.of('grace');
  expect(accounts.of('tom')).not.toBe(tom);
});

test('a clock that is set back takes nothing away', () => {
  const { accounts, pass } = open();
  const lena = accounts.of('lena');
  pass(-3_600_000);
  expect(lena.debt(all)).toBe(0);
  lena.charge('bytes', 10_000);
  expect(lena.debt(all)).toBe(0);
});
