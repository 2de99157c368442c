import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { createDeviceCookies } from './device-cookie.ts';

const secretKey = randomBytes(32);
const clock = { time: 1_800_000_000_000, now: () => clock.time };
const devices = createDeviceCookies(secretKey, clock);
const maria = 'maria@x.test';

test('a browser is known for the account that signed in there, and for no other', () => {
  const { deviceId, cookie } = devices.renew(null, maria);
  expect(devices.find(cookie.value, maria)).toBe(deviceId);
  expect(devices.find(cookie.value, 'omar@x.test')).toBeNull();
  expect(devices.find(null, maria)).toBeNull();
});

test('each sign-in gives the browser a new name and forgets the one before', () => {
  const first = devices.renew(null, maria);
  const second = devices.renew(first.cookie.value, maria);
  expect(second.deviceId).not.toBe(first.deviceId);
  expect(devices.find(second.cookie.value, maria)).toBe(second.deviceId);
  expect(second.cookie.value).toHaveLength(first.cookie.value.length);
});

test('it expires', () => {
  const { cookie } = devices.renew(null, maria);
  expect(cookie.expiresAt.getTime() - clock.time).toBe(limits.auth.deviceDays * 24 * 3_600_000);
  const later = (time: number) => createDeviceCookies(secretKey, { now: () => time });
  expect(later(cookie.expiresAt.getTime() - 1).find(cookie.value, maria)).not.toBeNull();
  expect(later(cookie.expiresAt.getTime()).find(cookie.value, maria)).toBeNull();
});

test('nobody without the secret key can make one, and none can be changed', () => {
  const { cookie } = devices.renew(null, maria);
  expect(devices.find(createDeviceCookies(randomBytes(32), clock).renew(null, maria).cookie.value, maria)).toBeNull();
  const bytes = Buffer.from(cookie.value, 'base64url');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(devices.find(changed.toString('base64url'), maria)).toBeNull();
    }),
  );
});

test('a shared workstation knows its people; beyond the limit the one who signed in longest ago is left out', () => {
  const people = Array.from({ length: limits.auth.accountsPerDevice + 3 }, (_, index) => `user${index}@x.test`);
  let value: string | null = null;
  for (const email of people) value = devices.renew(value, email).cookie.value;
  expect(people.map((email) => devices.find(value, email) !== null)).toEqual(people.map((_, index) => index >= 3));
  // a cookie of the browser holds 4,096 bytes
  expect(value!.length).toBeLessThan(1_000);
});

test('whatever a cookie holds, it is read without harm and does not grow', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(fc.stringMatching(/^[\w-]{43}$/), { maxLength: 50 }).map((entries) => entries.join('.'))), (value) => {
      expect(devices.find(value, maria)).toBeNull();
      const { deviceId, cookie } = devices.renew(value, maria);
      expect(devices.find(cookie.value, maria)).toBe(deviceId);
      expect(cookie.value.split('.').length).toBeLessThanOrEqual(limits.auth.accountsPerDevice);
    }),
  );
});

test('it says nothing of the person', () => {
  const { cookie } = devices.renew(null, maria);
  expect(Buffer.from(cookie.value, 'base64url').toString('latin1')).not.toMatch(/maria|x\.test/);
});
