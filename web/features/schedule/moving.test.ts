import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { dayAxis } from './day-axis.ts';
import { carriedTo, resizedTo, takeStep } from './moving.ts';
import { slotOf } from './slot.ts';
import { at, visitOf } from './visit.fixture.ts';

const axis = dayAxis('2026-06-15', [], clinicTime('UTC'));
const providers = [{ id: 'chen', name: 'Wei Chen' }, { id: 'patel', name: 'Anjali Patel' }];
const slot = slotOf(visitOf());
const step = (by: Parameters<typeof takeStep>[1], from = slot) => takeStep(from, by, axis, providers);

test('steps of the keyboard', () => {
  expect(step({ later: 1 })).toEqual({ providerId: 'chen', ...at('09:10', '09:40') });
  expect(step({ later: -1 }, { ...slot, ...at('08:00', '08:30') })).toEqual({ providerId: 'chen', ...at('08:00', '08:30') });
  expect(step({ longer: -1 })).toEqual({ providerId: 'chen', ...at('09:00', '09:20') });
  expect(step({ provider: 1 }).providerId).toBe('patel');
  expect(step({ provider: -1 }).providerId).toBe('chen');
});

test('a visit keeps one step of length and ends on the day', () => {
  expect(resizedTo(slot, axis, 0).endsAt).toBe(at('09:00', '09:10').endsAt);
  expect(resizedTo(slot, axis, axis.end + 9e6).endsAt).toBe(new Date(axis.end).toISOString());
});

test('what is carried hangs where it was gripped', () => {
  const pointer = Date.parse('2026-06-15T11:19:00Z');
  expect(carriedTo(visitOf(), axis, 'patel', pointer, 10 * 60_000)).toEqual({ providerId: 'patel', ...at('11:10', '11:40') });
});
