import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const requestsPerMinute = 30;
let app: TestApp;
let pharmacy: TestPharmacy;
beforeAll(async () => {
  app = await startTestApp({ rates: { writes: limits.writes, requestsPerMinute } });
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const me = (token: string) => fetch(`${app.url}/trpc/auth.me`, { headers: { authorization: `Bearer ${token}` } });
const statuses = async (tokens: string[]): Promise<number[]> => (await Promise.all(tokens.map(me))).map(({ status }) => status);
const again = (token: string, times = 2 * requestsPerMinute): string[] => Array.from({ length: times }, () => token);

test('who asks too often is refused, with the time to wait; a colleague at the same address is not', async () => {
  const { pharmacist, technician } = pharmacy;
  const answers = await statuses(again(pharmacist.token));
  const good = answers.filter((status) => status === 200).length;
  expect(good).toBeGreaterThanOrEqual(requestsPerMinute);
  // the bucket fills while they are answered
  expect(good).toBeLessThan(1.5 * requestsPerMinute);
  expect(answers.filter((status) => status === 429)).toHaveLength(2 * requestsPerMinute - good);
  const refused = await me(pharmacist.token);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: { data: { reason: 'RATE_LIMITED' } } });
  expect(await statuses(again(technician.token, requestsPerMinute))).toEqual(again('', requestsPerMinute).map(() => 200));
});

test('tokens that are made up count for the address, and take nothing from those who have a good one', async () => {
  const madeUp = Array.from({ length: 2 * requestsPerMinute }, (_, index) => `made.up.${index}`);
  const answers = await statuses(madeUp);
  expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(requestsPerMinute + 5);
  expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(requestsPerMinute - 5);
  expect((await me(pharmacy.patient.token)).status).toBe(200);
});
