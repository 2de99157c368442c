import { expect, test } from 'vitest';
import type { ConnectionState } from './connection-machine.ts';
import { connectionSentence, nextTryWords } from './connection-words.ts';

const lost: ConnectionState = { name: 'offline', since: 0, attempt: 3, nextTryAt: 9_500, reason: 'network' };

test('the seconds to the next try tick down to "now"', () => {
  expect([5_000, 9_000, 9_500].map((now) => nextTryWords(lost, now))).toEqual(['in 5 s', 'in 1 s', 'now']);
  expect(nextTryWords({ ...lost, nextTryAt: null }, 0)).toBe('now');
  expect(nextTryWords({ name: 'live', since: 0, way: 'socket' }, 0)).toBeNull();
});

test('the reason is told', () => {
  expect(connectionSentence({ ...lost, reason: 'server_restart' })).toBe('MedSync is restarting. What you see may be out of date.');
});
