import { expect, test } from 'vitest';
import type { PresentUser } from '../../../shared/presence.ts';
import { mergePresence } from './merge-presence.ts';

const user = (userId: string, status: PresentUser['status'] = 'online'): PresentUser => ({
  userId,
  name: userId,
  role: 'pharmacist',
  status,
  connections: 1,
});

test('a snapshot replaces everything that was known', () => {
  const present = mergePresence({ a: user('a') }, { type: 'presence.snapshot', users: [user('b'), user('c', 'offline')] });
  expect(present).toEqual({ b: user('b'), c: user('c', 'offline') });
});

test('a change adds or replaces one person', () => {
  const away = mergePresence({ a: user('a'), b: user('b') }, { type: 'presence.changed', user: user('a', 'away') });
  expect(away).toEqual({ a: user('a', 'away'), b: user('b') });
});
