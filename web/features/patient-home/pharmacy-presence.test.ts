import { expect, test } from 'vitest';
import type { PresentUser } from '../../../shared/presence.ts';
import { pharmacyIsHere } from './pharmacy-presence.ts';

const user = (role: PresentUser['role'], status: PresentUser['status']): PresentUser => ({ userId: '1', name: 'Lena', role, status, connections: 1 });

test('here means that one of the staff is online', () => {
  expect(pharmacyIsHere({ a: user('pharmacist', 'offline'), b: user('technician', 'online') })).toBe(true);
  expect(pharmacyIsHere({ a: user('pharmacist', 'away') })).toBe(false);
  expect(pharmacyIsHere({ a: user('patient', 'online') })).toBe(false);
});

test('nothing is said before it is known', () => {
  expect(pharmacyIsHere(undefined)).toBeNull();
});
