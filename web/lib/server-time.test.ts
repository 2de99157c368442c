import { expect, test } from 'vitest';
import { createServerTime, timedFetch } from './server-time.ts';

const noon = Date.parse('2026-06-15T12:00:00.000Z');
const hour = 3_600_000;
const year = 365 * 24 * hour;
const answer = (date: string | null) => async () => new Response(null, { headers: date === null ? {} : { date } });

test.each([hour, -hour, year, -year, 45 * 60_000])('a clock that is %i ms off shows the server’s time after the first answer', async (off) => {
  let local = noon + off;
  const time = createServerTime(() => local);
  await timedFetch(time, answer('Mon, 15 Jun 2026 12:00:00 GMT'))('/trpc');
  expect(time.now()).toBe(noon);
  local += 90_000;
  expect(time.now()).toBe(noon + 90_000);
  expect(time.fromLocal(local)).toBe(noon + 90_000);
});

test('a clock that is right within what an answer can tell is believed', async () => {
  const time = createServerTime(() => noon + 1_900);
  await timedFetch(time, answer('Mon, 15 Jun 2026 12:00:00 GMT'))('/trpc');
  expect(time.now()).toBe(noon + 1_900);
});

test('a clock that is put right is believed again, and an answer that tells no time changes nothing', async () => {
  let local = noon + hour;
  const time = createServerTime(() => local);
  const at = (date: string | null) => timedFetch(time, answer(date))('/trpc');
  await at('Mon, 15 Jun 2026 12:00:00 GMT');
  await at(null);
  await at('yesterday');
  expect(time.now()).toBe(noon);
  local = noon;
  await at('Mon, 15 Jun 2026 12:00:00 GMT');
  expect(time.now()).toBe(noon);
});
