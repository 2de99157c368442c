import { beforeEach, expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { networksOf } from '../../transport/client-network.ts';
import { createSignInAttempts, type SignInAttempts } from './attempts.ts';

const { delays, networksPerAccount, failuresPerDevice } = limits.auth;
const { free, firstDelay, longestDelay } = delays.pair;
const refused = expect.objectContaining({ reason: 'RATE_LIMITED' });
const [home, elsewhere] = ['198.51.100.7', '203.0.113.9'];

let now: number;
let attempts: SignInAttempts;
beforeEach(() => {
  now = 1_000_000;
  attempts = createSignInAttempts({ now: () => now });
});

interface From {
  email?: string;
  address?: string;
  deviceId?: string | null;
}
const sourceOf = ({ email = 'maria@x.test', address = home, deviceId = null }: From) => ({ email, networks: networksOf(address), deviceId });
const fail = (from: From = {}) => attempts.run(sourceOf(from), async () => null);
const succeed = (from: From = {}) => attempts.run(sourceOf(from), async () => 'in');

/** Fails until it is refused, and says how often it could and for how many milliseconds it has to wait now. */
async function failAtOnce(from: From, most = 10_000): Promise<{ tried: number; wait: number }> {
  for (let tried = 0; tried < most; tried += 1)
    try {
      await fail(from);
    } catch (error) {
      return { tried, wait: 1_000 * (error as { details: { retryAfter: number } }).details.retryAfter };
    }
  return { tried: most, wait: 0 };
}

/** As an attacker who waits as long as they are told, and no longer. */
async function failFor(duration: number, from: (tried: number) => From): Promise<number> {
  const end = now + duration;
  for (let tried = 0; ; ) {
    const result = await failAtOnce(from(tried), 1);
    tried += result.tried;
    if (now + result.wait > end) return tried;
    now += result.wait;
  }
}

test('five wrong passwords from one network refuse nobody in another, however often they are repeated', async () => {
  for (let round = 0; round < 50; round += 1) {
    await failFor(longestDelay, () => ({ address: elsewhere }));
    await expect(fail({ address: elsewhere })).rejects.toEqual(refused);
    expect(await succeed({ address: home })).toBe('in');
  }
});

test('in its own network the delay doubles up to the longest, says how long it is, and then the right password works', async () => {
  for (let wait = firstDelay; wait < longestDelay; wait *= 2) {
    expect(await failAtOnce({})).toEqual({ tried: wait === firstDelay ? free : 1, wait });
    now += wait - 1;
    await expect(succeed()).rejects.toEqual(refused);
    now += 1;
  }
  await fail();
  now += longestDelay;
  expect(await succeed()).toBe('in');
  expect(await failAtOnce({})).toEqual({ tried: free, wait: firstDelay });
});

test('what is refused counts for nothing', async () => {
  await failAtOnce({});
  for (let n = 0; n < 1_000; n += 1) await expect(fail()).rejects.toEqual(refused);
  now += firstDelay;
  expect(await succeed()).toBe('in');
});

test('time forgives', async () => {
  await failAtOnce({});
  now += free * delays.pair.forgiveEvery;
  expect(await failAtOnce({})).toEqual({ tried: free, wait: firstDelay });
});

test('a new address of an IPv6 /64 is the same network; new ones of a /48 together get four times as much', async () => {
  const address = (subnet: number, host: number) => `2001:db8:7:${subnet.toString(16)}::${host.toString(16)}`;
  for (let host = 0; host < free; host += 1) await fail({ address: address(1, host) });
  await expect(succeed({ address: address(1, 0xffff) })).rejects.toEqual(refused);

  let tried = free;
  for (let subnet = 0x100; subnet < 0x1000; subnet += 1) tried += (await failAtOnce({ address: address(subnet, 1) })).tried;
  expect(tried).toBe(4 * free);
  expect(await succeed({ address: '2001:db8:8:1::1' })).toBe('in');
});

test('200 people behind one address, each with a typo, all get in', async () => {
  const people = Array.from({ length: 200 }, (_, index) => ({ email: `user${index}@x.test` }));
  await Promise.all(people.map((person) => fail(person)));
  expect(await Promise.all(people.map((person) => succeed(person)))).toHaveLength(200);
  // and again the next morning, with two typos
  for (let typo = 0; typo < 2; typo += 1) for (const person of people.slice(0, 140)) await fail(person);
  for (const person of people) expect(await succeed(person)).toBe('in');
});

test('one password for a thousand accounts from one network takes hours', async () => {
  let tried = 0;
  const from = () => ({ email: `user${tried++}@x.test` });
  const hour = 3_600_000;
  const inFirstMinute = await failFor(60_000, from);
  expect(inFirstMinute).toBeGreaterThanOrEqual(delays.network.free);
  expect(inFirstMinute).toBeLessThan(delays.network.free + 10);
  expect(await failFor(hour, from)).toBeLessThanOrEqual(hour / delays.network.forgiveEvery + 10);
});

test('who knows one account gets no further with the others by signing in to it in between', async () => {
  const hour = 3_600_000;
  let tried = 0;
  for (const end = now + hour; now < end; now += 1_000) {
    tried += (await failAtOnce({ email: `user${tried}@x.test` }, 1)).tried;
    await fail({ email: 'own@x.test' }).catch(() => undefined);
    await succeed({ email: 'own@x.test' }).catch(() => undefined);
  }
  expect(tried).toBeLessThan(delays.network.free + 2 * (hour / delays.network.forgiveEvery));
});

test('many networks that guess one account get one try each and then wait longer; a new network is not refused, nor a known browser', async () => {
  const address = (index: number) => `10.${index >> 8}.${index & 255}.1`;
  for (let index = 0; index <= networksPerAccount; index += 1) await fail({ address: address(index) });
  for (let index = networksPerAccount + 1; index < 500; index += 1)
    expect(await failAtOnce({ address: address(index) })).toEqual({ tried: 1, wait: delays.attackedPair.firstDelay });
  expect(await succeed({ address: home })).toBe('in');
  for (let typo = 0; typo < delays.device.free - 1; typo += 1) await fail({ address: address(499), deviceId: 'workstation' });
  expect(await succeed({ address: address(499), deviceId: 'workstation' })).toBe('in');
  // another account is none the worse
  expect((await failAtOnce({ address: address(600), email: 'omar@x.test' })).tried).toBe(free);
});

test('a known browser is judged by its own counter, whatever its network does', async () => {
  await failAtOnce({});
  for (let index = 0; index < 2 * delays.network.free; index += 1) await fail({ email: `user${index}@x.test` }).catch(() => undefined);
  await expect(succeed({ email: 'new@x.test' })).rejects.toEqual(refused);
  expect(await succeed({ deviceId: 'workstation' })).toBe('in');
  // and its failures are not the network's: a colleague elsewhere in it has all tries
  const before = attempts.size;
  await fail({ deviceId: 'workstation' });
  expect(attempts.size).toBe(before + 1);
});

test('a stolen cookie buys a bounded number of tries, then it is worth nothing', async () => {
  const days = 7;
  let known = 0;
  const guess = (deviceId: string) =>
    attempts.run(sourceOf({ address: elsewhere, deviceId }), async (isKnown) => {
      if (isKnown) known += 1;
      return null;
    });
  for (let minute = 0; minute < days * 24 * 60; minute += 1) {
    await guess('stolen').catch(() => undefined);
    now += 60_000;
  }
  expect(known).toBeGreaterThanOrEqual(failuresPerDevice);
  expect(known).toBeLessThanOrEqual(failuresPerDevice + days);
  // the owner's next cookie has a counter of its own
  expect(await succeed({ deviceId: 'workstation' })).toBe('in');
});

test('attempts made at once pass no more than the free ones', async () => {
  let tried = 0;
  const guess = () =>
    attempts.run(sourceOf({}), async () => {
      tried += 1;
      return null;
    });
  const results = await Promise.allSettled(Array.from({ length: 1_000 }, guess));
  expect(tried).toBe(free);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1_000 - free);
});

test('people who sign in at once, from one address or to one account, all get in', async () => {
  const results = await Promise.all([
    ...Array.from({ length: 400 }, (_, index) => succeed({ email: `user${index}@x.test` })),
    ...Array.from({ length: 50 }, () => succeed({ address: elsewhere })),
  ]);
  expect(new Set(results)).toEqual(new Set(['in']));
});

test('a fault is no failure', async () => {
  const broken = () => attempts.run(sourceOf({}), () => Promise.reject(new Error('database away')));
  for (let index = 0; index < 2 * free; index += 1) await expect(broken()).rejects.toThrow('database away');
  expect(await succeed()).toBe('in');
});
