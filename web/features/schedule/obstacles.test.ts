import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { busyOf, unusualOf } from './obstacles.ts';
import { at, visitOf } from './visit.fixture.ts';

const nine = visitOf({ ...at('09:00', '09:30'), roomName: 'Blue' });
const booking = (more: object = {}) => ({ slot: { providerId: 'patel', ...at('09:10', '09:40') }, patientId: 'elena', roomName: '', ...more });

test('a provider, a patient and a room are at one place at a time', () => {
  expect(busyOf([nine], booking({ slot: { providerId: 'chen', ...at('09:10', '09:40') } }))?.what).toBe('provider');
  expect(busyOf([nine], booking({ patientId: 'sam' }))).toEqual({ what: 'patient', patientName: 'Sam Porter', ...at('09:00', '09:30') });
  expect(busyOf([nine], booking({ roomName: ' blue ' }))?.what).toBe('room');
});

test('nobody is in the way who is elsewhere, later, called off, or the visit itself', () => {
  expect(busyOf([nine], booking())).toBeNull();
  expect(busyOf([visitOf({ roomName: null })], booking({ roomName: ' ' }))).toBeNull();
  expect(busyOf([nine], booking({ patientId: 'sam', slot: { providerId: 'patel', ...at('09:30', '10:00') } }))).toBeNull();
  expect(busyOf([{ ...nine, status: 'cancelled' }], booking({ patientId: 'sam' }))).toBeNull();
  expect(busyOf([nine], booking({ patientId: 'sam' }), nine.id)).toBeNull();
});

const hours = [...Array.from({ length: 5 }, () => ({ opens: 480, closes: 1_080 })), null, null];
const utc = clinicTime('UTC', () => 0);
const noon = Date.parse('2026-06-15T12:00:00Z');

test.each([
  ['2026-06-15T12:00:00Z', '2026-06-15T12:30:00Z', []],
  ['2026-06-15T11:50:00Z', '2026-06-15T12:30:00Z', []],
  ['2026-06-15T11:49:00Z', '2026-06-15T12:30:00Z', ['past']],
  ['2026-06-15T17:45:00Z', '2026-06-15T18:15:00Z', ['closed']],
  ['2026-06-16T17:30:00Z', '2026-06-16T18:00:00Z', []],
  ['2026-06-16T17:30:00Z', '2026-06-17T09:00:00Z', ['closed']],
  ['2026-06-20T10:00:00Z', '2026-06-20T10:30:00Z', ['closed']],
  ['2026-06-14T10:00:00Z', '2026-06-14T10:30:00Z', ['past', 'closed']],
])('from %s to %s', (startsAt, endsAt, unusual) => {
  expect(unusualOf({ providerId: 'chen', startsAt, endsAt }, hours, utc, noon)).toEqual(unusual);
});
