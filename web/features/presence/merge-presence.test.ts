import { expect, test } from 'vitest';
import type { PresentUser } from '../../../shared/presence.ts';
import { mergeOnDuty, mergePresence } from './merge-presence.ts';

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

test('the reply to a change of duty changes that alone, and nobody who is not known', () => {
  const present = { a: user('a'), b: user('b') };
  expect(mergeOnDuty(present, 'a', true)).toEqual({ a: { ...user('a'), onDuty: true }, b: user('b') });
  expect(mergeOnDuty(present, 'x', true)).toBe(present);
});

test('state plus changes is the snapshot read anew', () => {
  const start = mergePresence({}, { type: 'presence.snapshot', users: [user('a'), user('b', 'offline')] });
  const later = [
    { ...user('b'), onDuty: true, viewing: [{ kind: 'chart' as const, id: 'x' }] },
    user('a', 'away'),
    { ...user('b'), onDuty: false, viewing: [] },
    user('c'),
  ];
  const merged = later.reduce((present, changed) => mergePresence(present, { type: 'presence.changed', user: changed }), start);
  expect(merged).toEqual(mergePresence({}, { type: 'presence.snapshot', users: [later[1]!, later[2]!, later[3]!] }));
});
