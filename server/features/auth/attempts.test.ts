import { beforeEach, expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { createSignInAttempts, type SignInAttempts } from './attempts.ts';

const { failuresPerAccount, failuresPerAddress, failureWindow } = limits.auth;
const refused = expect.objectContaining({ reason: 'RATE_LIMITED' });

let now: number;
let attempts: SignInAttempts;
beforeEach(() => {
  now = 1_000_000;
  attempts = createSignInAttempts({ now: () => now });
});

const fail = (email: string, address: string) => attempts.run(email, address, async () => null);
const succeed = (email: string, address: string) => attempts.run(email, address, async () => 'in');

async function failTimes(times: number, attempt: (index: number) => [email: string, address: string]) {
  for (let index = 0; index < times; index += 1) await fail(...attempt(index));
}

test('an account is refused after its failures, from every address, with the right password too', async () => {
  await failTimes(failuresPerAccount, (index) => ['maria@x.test', `10.0.0.${index}`]);
  await expect(fail('maria@x.test', '10.0.1.1')).rejects.toEqual(refused);
  await expect(succeed('maria@x.test', '10.0.1.1')).rejects.toEqual(refused);
  expect(await succeed('omar@x.test', '10.0.1.1')).toBe('in');
});

test('an address is refused after its failures, for every account', async () => {
  await failTimes(failuresPerAddress, (index) => [`user${index}@x.test`, '10.0.0.1']);
  await expect(succeed('new@x.test', '10.0.0.1')).rejects.toEqual(refused);
  expect(await succeed('new@x.test', '10.0.0.2')).toBe('in');
});

test('the refusal says when to come back, and then it works', async () => {
  await failTimes(1, () => ['maria@x.test', '10.0.0.1']);
  now += 60_000;
  await failTimes(failuresPerAccount - 1, () => ['maria@x.test', '10.0.0.1']);
  const retryAfter = failureWindow / 1_000 - 60;
  await expect(fail('maria@x.test', '10.0.0.1')).rejects.toMatchObject({ details: { retryAfter } });
  now += retryAfter * 1_000 - 1;
  await expect(fail('maria@x.test', '10.0.0.1')).rejects.toEqual(refused);
  now += 1;
  expect(await succeed('maria@x.test', '10.0.0.1')).toBe('in');
});

test('a success forgives the account, not the address', async () => {
  await failTimes(failuresPerAccount - 1, () => ['maria@x.test', '10.0.0.1']);
  await succeed('maria@x.test', '10.0.0.1');
  await failTimes(failuresPerAccount - 1, () => ['maria@x.test', '10.0.0.1']);
  expect(await succeed('maria@x.test', '10.0.0.1')).toBe('in');

  await failTimes(failuresPerAddress - 2 * (failuresPerAccount - 1), (index) => [`user${index}@x.test`, '10.0.0.1']);
  await expect(succeed('maria@x.test', '10.0.0.1')).rejects.toEqual(refused);
});

test('attempts made at once pass no more than the limit', async () => {
  let tried = 0;
  const guess = () =>
    attempts.run('maria@x.test', '10.0.0.1', async () => {
      tried += 1;
      return null;
    });
  const results = await Promise.allSettled(Array.from({ length: 1_000 }, guess));
  expect(tried).toBe(failuresPerAccount);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1_000 - failuresPerAccount);
});

test('people who sign in at once, from one address or to one account, all get in', async () => {
  const results = await Promise.all([
    ...Array.from({ length: 200 }, (_, index) => succeed(`user${index}@x.test`, '10.0.0.1')),
    ...Array.from({ length: 50 }, () => succeed('maria@x.test', '10.0.0.2')),
  ]);
  expect(new Set(results)).toEqual(new Set(['in']));
});

test('a fault is no failure', async () => {
  const broken = () => attempts.run('maria@x.test', '10.0.0.1', () => Promise.reject(new Error('database away')));
  for (let index = 0; index < failuresPerAccount; index += 1) await expect(broken()).rejects.toThrow('database away');
  expect(await succeed('maria@x.test', '10.0.0.1')).toBe('in');
});

test('what is remembered is bounded: the oldest account is forgotten first', async () => {
  await failTimes(failuresPerAccount, (index) => ['first@x.test', `a${index}`]);
  await failTimes(limits.auth.attemptsRemembered, (index) => [`user${index}@x.test`, `b${index}`]);
  expect(await succeed('first@x.test', 'c')).toBe('in');
});
