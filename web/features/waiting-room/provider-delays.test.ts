import { expect, test } from 'vitest';
import type { AppointmentStatus } from '../../../shared/appointment-status.ts';
import { at, visitOf } from '../schedule/visit.fixture.ts';
import { providerDelays } from './provider-delays.ts';

const minute = 60_000;
const chen = { id: 'chen', name: 'Wei Chen' };
const patel = { id: 'patel', name: 'Anjali Patel' };
const now = Date.parse('2026-06-15T10:00:00Z');
const visit = (status: AppointmentStatus, from: string, to: string) => visitOf({ status, ...at(from, to) });
const delay = (...visits: Parameters<typeof providerDelays>[1]) => providerDelays([chen], visits, now)[0]!.delay / minute;

test('a provider is as late as who has come and should have been seen', () => {
  expect(delay(visit('checked_in', '09:40', '10:00'), visit('in_room', '09:55', '10:15'))).toBe(20);
  expect(delay(visit('in_room', '10:10', '10:30'))).toBe(0);
});

test('or as the visit in hand takes more than its time', () => {
  expect(delay(visit('with_provider', '09:20', '09:45'), visit('checked_in', '09:50', '10:10'))).toBe(15);
  expect(delay(visit('with_provider', '09:50', '10:20'))).toBe(0);
});

test('who has not come, is done or did not come makes nobody late', () => {
  expect(delay(visit('confirmed', '09:00', '09:20'), visit('completed', '08:00', '08:20'), visit('no_show', '08:30', '08:50'))).toBe(0);
});

test('each provider has their own, and who has no visits has none', () => {
  const late = visitOf({ provider: patel, status: 'checked_in', ...at('09:30', '09:50') });
  expect(providerDelays([patel, chen, { id: 'idle', name: 'Idle' }], [late, visit('confirmed', '11:00', '11:20')], now)).toEqual([
    { provider: patel, delay: 30 * minute },
    { provider: chen, delay: 0 },
  ]);
});
