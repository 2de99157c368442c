import { expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { createSuccessLimits } from './success-limits.ts';

const { account, network } = limits.auth.successes;

function startCounting() {
  let now = 1_000_000;
  const successes = createSuccessLimits({ now: () => now });
  const signIn = (email: string, from: string | null) => {
    successes.check(email, from);
    successes.count(email, from);
  };
  return { successes, signIn, pass: (seconds: number) => void (now += seconds * 1_000) };
}

test('one account signs in so often, then it waits, in known browsers too', () => {
  const { signIn, pass } = startCounting();
  for (let n = 0; n < account.burst; n += 1) signIn('maria@x.test', n % 2 === 0 ? null : `198.51.${n}.0/24`);
  const retryAfter = 1 / account.perSecond;
  expect(() => signIn('maria@x.test', null)).toThrow(expect.objectContaining({ reason: 'RATE_LIMITED', details: { retryAfter } }) as Error);
  signIn('omar@x.test', null);
  pass(retryAfter);
  signIn('maria@x.test', null);
  expect(() => signIn('maria@x.test', null)).toThrow();
});

test('one network signs in so often with whatever accounts, others and known browsers in it go on', () => {
  const { signIn, pass } = startCounting();
  for (let n = 0; n < network.burst; n += 1) signIn(`user${n}@x.test`, '198.51.100.0/24');
  expect(() => signIn('maria@x.test', '198.51.100.0/24')).toThrow(expect.objectContaining({ reason: 'RATE_LIMITED' }) as Error);
  signIn('maria@x.test', null);
  signIn('maria@x.test', '203.0.113.0/24');
  pass(1);
  signIn('maria@x.test', '198.51.100.0/24');
});

test('asking alone uses nothing up', () => {
  const { successes, signIn } = startCounting();
  for (let n = 0; n < 10 * account.burst; n += 1) successes.check('maria@x.test', null);
  for (let n = 0; n < account.burst; n += 1) signIn('maria@x.test', null);
  expect(() => successes.check('maria@x.test', null)).toThrow();
});
