import { expect, test } from 'vitest';
import {
  initialConnection,
  nextDeadline,
  reduceConnection,
  type ConnectionEvent,
  type ConnectionModel,
} from './connection-machine.ts';

const run = (...events: ConnectionEvent[]): ConnectionModel => events.reduce(reduceConnection, initialConnection(0));

const opened: ConnectionEvent = { type: 'socket_opened', way: 'socket', at: 10 };
const started: ConnectionEvent = { type: 'feeds_changed', started: true, at: 20 };
const lost = (at: number): ConnectionEvent => ({ type: 'socket_lost', reason: 'network', at });
const passed = (at: number): ConnectionEvent => ({ type: 'time_passed', at });

test('an open socket is not live; started subscriptions are', () => {
  expect(run(opened).shown.name).toBe('connecting');
  expect(run(opened, started).shown).toEqual({ name: 'live', since: 20, way: 'socket' });
});

test('a loss under 100 ms is never shown', () => {
  const model = run(opened, started, lost(1_000));
  expect(model.actual.name).toBe('reconnecting');
  expect(model.shown.name).toBe('live');
  expect(nextDeadline(model)).toBe(1_100);
  const back = [opened, started].reduce((m, event) => reduceConnection(m, { ...event, at: 1_090 }), model);
  expect(back.shown).toEqual({ name: 'live', since: 1_090, way: 'socket' });
});

test('after 100 ms the loss is shown with its reason and since when', () => {
  const { shown } = run(opened, started, lost(1_000), passed(1_100));
  expect(shown).toEqual({ name: 'reconnecting', since: 1_000, attempt: 0, nextTryAt: null, reason: 'network' });
});

test('tries are counted and the next one is announced', () => {
  const model = run(opened, started, lost(1_000), { type: 'try_scheduled', attempt: 2, nextTryAt: 4_000, at: 1_200 });
  expect(model.shown).toMatchObject({ name: 'reconnecting', attempt: 2, nextTryAt: 4_000 });
  expect(reduceConnection(model, { type: 'try_started', attempt: 2, at: 4_000 }).shown).toMatchObject({ nextTryAt: null });
});

test('five seconds without a socket are "offline", and tries go on', () => {
  const model = run(opened, started, lost(1_000), passed(1_100));
  expect(nextDeadline(model)).toBe(6_000);
  expect(reduceConnection(model, passed(5_999)).shown.name).toBe('reconnecting');
  const offline = reduceConnection(model, passed(6_000));
  expect(offline.shown).toMatchObject({ name: 'offline', since: 1_000 });
  expect(nextDeadline(offline)).toBeNull();
  expect(reduceConnection(offline, { type: 'feeds_changed', started: true, at: 9_000 }).shown.name).toBe('live');
});

test('a first connection that does not come is offline after five seconds too', () => {
  expect(run(passed(5_000)).shown.name).toBe('offline');
});

test('an open socket whose subscriptions are slow to start is connecting, not offline', () => {
  expect(run(opened, passed(60_000)).shown.name).toBe('connecting');
});

test('the browser going offline is shown at once', () => {
  const { shown } = run(opened, started, { type: 'browser_went_offline', at: 1_000 });
  expect(shown).toMatchObject({ name: 'offline', reason: 'browser_offline', since: 1_000 });
});

test('opening one more subscription leaves "live" only if it takes longer than a blip', () => {
  const model = run(opened, started, { type: 'feeds_changed', started: false, at: 1_000 });
  expect(model.shown.name).toBe('live');
  expect(reduceConnection(model, passed(1_100)).shown.name).toBe('connecting');
});

test('a replacement opened while live changes nothing', () => {
  const model = run(opened, started, { type: 'try_scheduled', attempt: 0, nextTryAt: 1_500, at: 1_000 });
  expect(model.shown).toEqual({ name: 'live', since: 20, way: 'socket' });
});

test('an ended session is final', () => {
  const ended = run(opened, started, { type: 'session_ended', at: 1_000 });
  expect(reduceConnection(ended, started).shown).toEqual({ name: 'session_ended', since: 1_000 });
});
