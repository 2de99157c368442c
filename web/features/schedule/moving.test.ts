import { expect, test } from 'vitest';
import { dayOfBoth, weekOfChen } from './grid.fixture.ts';
import type { GridColumn } from './grid-columns.ts';
import { carriedTo, resizedTo, takeStep } from './moving.ts';
import { slotOf } from './slot.ts';
import { at, visitOf } from './visit.fixture.ts';

const grid = dayOfBoth();
const [{ axis }, patel] = grid.columns as [GridColumn, GridColumn];
const slot = slotOf(visitOf());
const step = (by: Parameters<typeof takeStep>[1], from = slot) => takeStep(from, by, grid);

test('steps of the keyboard', () => {
  expect(step({ later: 1 })).toEqual({ providerId: 'chen', ...at('09:10', '09:40') });
  expect(step({ later: -1 }, { ...slot, ...at('08:00', '08:30') })).toEqual({ providerId: 'chen', ...at('08:00', '08:30') });
  expect(step({ longer: -1 })).toEqual({ providerId: 'chen', ...at('09:00', '09:20') });
  expect(step({ across: 1 }).providerId).toBe('patel');
  expect(step({ across: -1 }).providerId).toBe('chen');
});

test('a visit keeps one step of length and ends on the day', () => {
  expect(resizedTo(slot, axis, 0).endsAt).toBe(at('09:00', '09:10').endsAt);
  expect(resizedTo(slot, axis, axis.end + 9e6).endsAt).toBe(new Date(axis.end).toISOString());
});

test('what is carried hangs where it was gripped', () => {
  const pointer = Date.parse('2026-06-15T11:19:00Z');
  expect(carriedTo(visitOf(), patel, pointer, 10 * 60_000)).toEqual({ providerId: 'patel', ...at('11:10', '11:40') });
});

test('a step across a week is a day, at the same time on the wall', () => {
  const week = weekOfChen('2026-10-31', 'America/New_York');
  const nine = { providerId: 'chen', startsAt: '2026-10-31T13:00:00.000Z', endsAt: '2026-10-31T13:30:00.000Z' };
  const sunday = takeStep(nine, { across: 1 }, week);
  expect(sunday).toEqual({ providerId: 'chen', startsAt: '2026-11-01T14:00:00.000Z', endsAt: '2026-11-01T14:30:00.000Z' });
  expect(takeStep(sunday, { across: 1 }, week)).toEqual(sunday);
});
