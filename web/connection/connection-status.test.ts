import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnectionStatus } from './connection-status.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stateOf = (status: ReturnType<typeof createConnectionStatus>) => status.getSnapshot().state.name;

test('live when every open feed has started, not one sooner', () => {
  const status = createConnectionStatus(Date.now);
  status.tell({ type: 'socket_opened', way: 'socket' });
  status.feeds.opened(1);
  status.feeds.opened(2);
  status.feeds.started(1);
  expect(stateOf(status)).toBe('connecting');
  status.feeds.started(2);
  expect(stateOf(status)).toBe('live');
});

test('a feed that has ended no longer counts, whatever it still says', () => {
  const status = createConnectionStatus(Date.now);
  status.feeds.opened(1);
  status.feeds.opened(2);
  status.feeds.started(1);
  status.feeds.ended(2);
  status.feeds.interrupted(2);
  expect(stateOf(status)).toBe('live');
});

test('after a loss, what was replayed is counted and told with "live"; what comes after is simply live', () => {
  const status = createConnectionStatus(Date.now);
  const listener = vi.fn();
  status.subscribe(listener);
  status.feeds.opened(1);
  status.feeds.started(1);
  status.tell({ type: 'socket_lost', reason: 'network' });
  status.feeds.interrupted(1);
  vi.advanceTimersByTime(100);
  expect(stateOf(status)).toBe('reconnecting');
  status.tell({ type: 'socket_opened', way: 'socket' });
  for (let event = 0; event < 7; event += 1) status.feeds.received();
  expect(status.getSnapshot().caughtUp).toBeNull();
  status.feeds.started(1);
  status.feeds.received();
  expect(status.getSnapshot()).toMatchObject({ state: { name: 'live' }, caughtUp: { count: 7 } });
  status.stop();
  expect(stateOf(status)).toBe('session_ended');
  expect(vi.getTimerCount()).toBe(0);
});

test('without a socket the time alone turns it offline', () => {
  const status = createConnectionStatus(Date.now);
  vi.advanceTimersByTime(5_000);
  expect(stateOf(status)).toBe('offline');
});
