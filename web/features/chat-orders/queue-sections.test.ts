import { expect, test } from 'vitest';
import { minuteAfterNoon } from '../conversation/conversation.fixture.ts';
import { anOrderSummary as order } from './order-summary.fixture.ts';
import { placeOrders, rowsBySection, sectionOf } from './queue-sections.ts';

const at = (minute: number) => Date.parse(minuteAfterNoon(minute));
const shown = (groups: ReturnType<typeof rowsBySection>) => groups.map(({ section, rows }) => [section, ...rows.map(({ roomId }) => roomId)]);

test.for([
  ['a patient who waits less than half an hour', {}, 29, 'waiting'],
  ['one who waits half an hour', {}, 30, 'late'],
  ['one who has an answer, however old', { answered: true }, 300, 'with_patient'],
  ['a clock that runs behind', {}, -5, 'waiting'],
  ['an order that is closed', { status: 'completed' }, 300, 'closed'],
  ['one that is closed and was answered', { status: 'cancelled', answered: true }, 300, 'closed'],
] as const)('%s', ([, change, now, section]) => {
  expect(sectionOf(order(0, change), at(now))).toBe(section);
});

test('sections follow each other by urgency, and keep the order of the list', () => {
  const placed = placeOrders([order(1, { status: 'rejected' }), order(5), order(20), order(40), order(2, { answered: true })], at(41));
  expect(shown(rowsBySection(placed, placed))).toEqual([
    ['late', '05'],
    ['waiting', '20', '40'],
    ['with_patient', '02'],
    ['closed', '01'],
  ]);
});

test('a row that is held stays under its section, with its newest facts', () => {
  const places = placeOrders([order(5), order(20)], at(30));
  const answered = order(5, { answered: true });
  const rows = [{ order: answered, section: 'with_patient' as const }, places[1]!];
  const groups = rowsBySection(rows, places);
  expect(shown(groups)).toEqual([['waiting', '05', '20']]);
  expect(groups[0]!.rows[0]).toBe(answered);
});
