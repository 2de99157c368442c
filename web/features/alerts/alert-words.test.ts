import { expect, test } from 'vitest';
import type { Alert, AlertTarget } from '../../../shared/alerts.ts';
import { alertOf } from './alert.fixture.ts';
import { asItHappened, entryWords, nextTargetWords, stopwatch, targetWords, troubleWords } from './alert-words.ts';

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
  const everyone = { kind: 'tenant', id: null, name: 'Everyone' } as const;
  const calling = (target: AlertTarget) => nextTargetWords(alertOf({ currentTargets: [target] }));
  expect([calling({ ...everyone, userIds: ['a'] }), calling(everyone)]).toEqual(['everyone', 'everyone again']);
});

test('what its raiser must know while nobody takes it', () => {
  const words = (part: Partial<Alert>) => troubleWords(alertOf(part));
  expect(words({})).toBeNull();
  expect(words({ isUnreached: true, repeats: 3 })).toMatch(/^Nobody has a screen open now/);
  expect(words({ repeats: 1 })).toMatch(/once more/);
  expect(words({ repeats: 4 })).toMatch(/4 times more/);
  expect(words({ version: 5, repeats: 4 })).toBeNull();
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
