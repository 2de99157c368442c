import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveState, type LiveState } from './live-state.ts';

let live: LiveState<string>;
let changes: number;
const here = (group = 'room') => live.entries(group).map(({ userId, value }) => `${userId} ${value}`);

beforeEach(() => {
  vi.useFakeTimers();
  live = createLiveState<string>({ clock: { now: () => Date.now() } });
  changes = 0;
  live.watch('room', () => changes++);
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

test("one person's connections do not end each other", () => {
  const closeTab = live.enter('room', 'tab', { userId: 'lena', value: 'tab' });
  live.enter('room', 'phone', { userId: 'lena', value: 'phone' });
  expect(here()).toEqual(['lena tab', 'lena phone']);
  closeTab();
  expect(here()).toEqual(['lena phone']);
  expect(changes).toBe(3);
});

test('leaving twice, or what is not there, changes nothing', () => {
  const leave = live.enter('room', 'tab', { userId: 'lena', value: '' });
  leave();
  leave();
  live.leave('room', 'tab');
  live.leave('nowhere', 'tab');
  expect(here()).toEqual([]);
  expect(changes).toBe(2);
});

test('an entry that has been replaced cannot be ended by the one before it', () => {
  const leaveOld = live.enter('room', 'tab', { userId: 'lena', value: 'old' });
  live.enter('room', 'tab', { userId: 'lena', value: 'new' });
  leaveOld();
  expect(here()).toEqual(['lena new']);
});

test('a lease ends by itself, to the millisecond, and tells', () => {
  live.enter('room', 'typing', { userId: 'lena', value: 'types' }, 6_000);
  vi.advanceTimersByTime(5_999);
  expect(here()).toEqual(['lena types']);
  expect(changes).toBe(1);
  vi.advanceTimersByTime(1);
  expect(here()).toEqual([]);
  expect(changes).toBe(2);
});

test('entering again renews the lease from then on', () => {
  live.enter('room', 'typing', { userId: 'lena', value: '' }, 6_000);
  vi.advanceTimersByTime(4_000);
  live.enter('room', 'typing', { userId: 'lena', value: '' }, 6_000);
  vi.advanceTimersByTime(5_999);
  expect(here()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(here()).toEqual([]);
});

test('entering without a lease ends the lease that was', () => {
  live.enter('room', 'tab', { userId: 'lena', value: '' }, 1_000);
  live.enter('room', 'tab', { userId: 'lena', value: '' });
  vi.advanceTimersByTime(3_600_000);
  expect(here()).toHaveLength(1);
});

test('a lapsed entry is not shown even before its timer has run', () => {
  live.enter('room', 'typing', { userId: 'lena', value: '' }, 1_000);
  vi.setSystemTime(Date.now() + 1_000);
  expect(here()).toEqual([]);
});

test('groups are apart, and a watcher that stopped hears nothing', () => {
  let other = 0;
  const stop = live.watch('other', () => other++);
  live.enter('other', 'tab', { userId: 'omar', value: '' });
  stop();
  live.enter('other', 'tab', { userId: 'omar', value: '' });
  expect([changes, other]).toEqual([0, 1]);
  expect(here()).toEqual([]);
  expect(here('other')).toHaveLength(1);
});

test('after stopping no lease runs and nothing is held', () => {
  live.enter('room', 'typing', { userId: 'lena', value: '' }, 1_000);
  live.stop();
  expect(vi.getTimerCount()).toBe(0);
  expect(here()).toEqual([]);
});
