import { expect, test } from 'vitest';
import { readScheduleAddress, unshownDay, usualStatuses, writeScheduleAddress, type ScheduleAddress } from './schedule-address.ts';

const today = '2026-06-15';
const read = (search: string) => readScheduleAddress(new URLSearchParams(search), today);

test.each<ScheduleAddress>([
  { view: 'day', day: today, providerId: null, statuses: usualStatuses },
  { view: 'week', day: '2026-07-01', providerId: 'chen', statuses: ['confirmed', 'cancelled'] },
  { view: 'month', day: today, providerId: null, statuses: [] },
])('what is written is read again', (address) => {
  expect(read(writeScheduleAddress(address, today))).toEqual(address);
});

test('the usual has no words, and nonsense is the usual', () => {
  expect(writeScheduleAddress(read(''), today)).toBe('');
  expect(read('day=2026-02-31&view=year')).toEqual(read(''));
});

test.each(['0202-03-01', '9999-12-31', '2016-01-01', '2036-01-01', '2026-02-30', 'tomorrow', '+12026-01-01'])('a link to %s shows today, and says that it does', (day) => {
  expect(readScheduleAddress(new URLSearchParams({ day }), '2026-06-15').day).toBe('2026-06-15');
  expect(unshownDay(new URLSearchParams({ day }), '2026-06-15')).toBe(day);
});

test.each(['2026-06-15', '2026-07-01', '2028-02-29'])('a link to %s shows that day', (day) => {
  expect(read(`day=${day}`).day).toBe(day);
  expect(unshownDay(new URLSearchParams({ day }), today)).toBeNull();
  expect(unshownDay(new URLSearchParams(), today)).toBeNull();
});
