import { expect, test } from 'vitest';
import { isSameSlot, slotOf, visitInTheWay } from './slot.ts';
import { at, visitOf } from './visit.fixture.ts';

const nine = visitOf(at('09:00', '09:30'));
const slot = (from: string, to: string) => ({ providerId: 'chen', ...at(from, to) });

test('what overlaps is in the way, what touches is not', () => {
  expect(visitInTheWay([nine], slot('09:20', '09:40'))).toBe(nine);
  expect(visitInTheWay([nine], slot('09:30', '10:00'))).toBeUndefined();
  expect(visitInTheWay([nine], slot('08:30', '09:00'))).toBeUndefined();
});

test('a visit is not in its own way, nor is one of another provider or one that freed its time', () => {
  expect(visitInTheWay([nine], slot('09:10', '09:40'), nine.id)).toBeUndefined();
  expect(visitInTheWay([nine], { ...slot('09:10', '09:40'), providerId: 'patel' })).toBeUndefined();
  expect(visitInTheWay([visitOf({ status: 'no_show' }), visitOf({ status: 'cancelled' })], slot('09:10', '09:40'))).toBeUndefined();
});

test('slots are compared by the time that they mean', () => {
  expect(isSameSlot(slotOf(nine), { ...slotOf(nine), startsAt: '2026-06-15T11:00:00+02:00' })).toBe(true);
  expect(isSameSlot(slotOf(nine), slot('09:00', '09:40'))).toBe(false);
});
