import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Caller } from '../../transport/context.ts';
import { createPresence } from './presence.ts';

const clock = { now: () => Date.now() };
const caller = (n: number): Caller => ({ tenantId: 'tenant', tenantKind: 'pharmacy', userId: `person ${n}`, name: `Person ${n}`, role: 'technician', sessionId: `session ${n}` });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('marks of tabs that nobody has, and connections without end, are bounded for each person', () => {
  const presence = createPresence({ clock });
  for (let n = 0; n < limits.live.entriesPerPerson * 3; n += 1) {
    presence.setAway(caller(1), true, newId());
    presence.enter(caller(1), newId());
  }
  const { attendance, idle } = presence.shared;
  expect([attendance.sizes().own, idle.sizes().own]).toEqual([limits.live.entriesPerPerson, limits.live.entriesPerPerson]);
  expect(presence.present('tenant')).toMatchObject([{ userId: 'person 1', status: 'online', connections: limits.live.entriesPerPerson }]);
  presence.stop();
});

test('who has gone leaves nothing behind', () => {
  const presence = createPresence({ clock });
  const tabs = Array.from({ length: 50 }, (_, n) => ({ person: caller(n % 10), tabId: newId() }));
  const leave = tabs.map(({ person, tabId }) => presence.enter(person, tabId));
  for (const { person, tabId } of tabs) presence.setAway(person, true, tabId);
  expect(presence.present('tenant').map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'away'));
  leave.forEach((end) => end());
  vi.advanceTimersByTime(limits.live.presenceGrace);
  expect(presence.present('tenant')).toEqual([]);
  expect(Object.values(presence.shared).map((state) => state.sizes())).toEqual([{ own: 0, others: 0 }, { own: 0, others: 0 }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a change of one person is told of that person, and looks at nobody else', () => {
  const presence = createPresence({ clock });
  for (let n = 0; n < 100; n += 1) presence.enter(caller(n), null);
  const before = new Map(presence.present('tenant').map((attendant) => [attendant.userId, attendant]));
  const told: string[] = [];
  presence.watch('tenant', (userId) => told.push(userId));
  presence.setAway(caller(42), true, null);
  expect(new Set(told)).toEqual(new Set(['person 42']));
  const changed = presence.present('tenant').filter((attendant) => before.get(attendant.userId) !== attendant);
  expect(changed.map(({ userId, status }) => [userId, status])).toEqual([['person 42', 'away']]);
  presence.stop();
});
