import { expect, test } from 'vitest';
import { alertOf } from './alert.fixture.ts';
import { asItHappened, entryWords, nextTargetWords, stopwatch, targetWords } from './alert-words.ts';

test.each([
  [-5, '0:00'],
  [42_900, '0:42'],
  [725_000, '12:05'],
  [3_725_000, '1:02:05'],
])('%i ms is %s', (milliseconds, words) => expect(stopwatch(milliseconds)).toBe(words));

test('whom it calls', () => {
  expect(targetWords({ kind: 'user', id: '1', name: 'Wei Chen' })).toBe('Wei Chen');
  expect(targetWords({ kind: 'role', id: 'provider', name: 'Provider' })).toBe('every provider');
  expect(targetWords({ kind: 'role', id: 'front_desk', name: 'Front desk' })).toBe('the front desk');
  expect(targetWords({ kind: 'tenant', id: null, name: 'Everyone' })).toBe('everyone');
});

test('whom it calls next', () => {
  expect([1, 4, 5].map((version) => nextTargetWords(alertOf({ version })))).toEqual(['colleagues', 'everyone', null]);
});

test('a timeline in words', () => {
  expect(alertOf({ version: 5 }).timeline.map(entryWords)).toEqual([
    'Rosa Jimenez called Wei Chen',
    'Reached the screen of Wei Chen',
    'Seen by Wei Chen',
    'Nobody had taken it: called every provider',
    'Taken by Wei Chen',
  ]);
});

test('lines stand by their time, and being taken is the last', () => {
  const { timeline } = alertOf({ version: 5 });
  const [raised, delivered, seen, escalated, taken] = timeline;
  expect(asItHappened([raised!, seen!, delivered!, escalated!, { ...taken!, at: raised!.at }]).map(({ kind }) => kind)).toEqual([
    'raised',
    'delivered',
    'seen',
    'escalated',
    'acknowledged',
  ]);
});
