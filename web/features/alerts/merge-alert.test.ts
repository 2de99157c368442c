import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../shared/alerts.ts';
import { alertListOf, alertOf } from './alert.fixture.ts';
import { alertRows, mergeAlertEvent, mergeListedAlert, openAlertsOf, type Alerts } from './merge-alert.ts';

const position = { seq: 7, at: '2026-06-15T08:00:00.000Z' };
const updated = (version: number, id = 'a'): AlertEvent => ({ type: 'alert.updated', ...position, alert: alertOf({ id, version }) });
const joined = (...alerts: ReturnType<typeof alertOf>[]): AlertEvent => ({ type: 'alerts.joined', ...position, alerts });

test('what is open is told first; what was taken while nobody listened is open no more', () => {
  const alerts = mergeAlertEvent({}, joined(alertOf(), alertOf({ id: 'b' })));
  expect(openAlertsOf(alerts).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(openAlertsOf(mergeAlertEvent(alerts, joined(alertOf({ id: 'b' })))).map(({ id }) => id)).toEqual(['b']);
});

test('what was taken stays told over a new beginning', () => {
  const taken = mergeAlertEvent(mergeAlertEvent({}, joined(alertOf())), updated(5));
  expect(openAlertsOf(taken)).toEqual([]);
  expect(mergeAlertEvent(taken, joined())['a']?.acknowledgedBy?.name).toBe('Wei Chen');
});

test('events about the feed change nothing', () => {
  const alerts: Alerts = { a: alertOf() };
  for (const type of ['feed.heartbeat', 'feed.reset'] as const) expect(mergeAlertEvent(alerts, { type, ...position })).toBe(alerts);
});

test('the alert that has waited longest stands first', () => {
  const alerts = mergeAlertEvent({}, joined(alertOf({ id: 'late', raisedAt: '2026-06-15T08:05:00.000Z' }), alertOf({ id: 'early' })));
  expect(openAlertsOf(alerts).map(({ id }) => id)).toEqual(['early', 'late']);
});

test('a new alert comes first in the list, a known one changes in its place', () => {
  const list = alertListOf(alertOf({ id: 'b', raisedAt: '2026-06-15T07:00:00.000Z' }));
  const more = mergeListedAlert(list, alertOf());
  expect(alertRows(more).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(mergeListedAlert(more, alertOf())).toBe(more);
  expect(alertRows(mergeListedAlert(more, alertOf({ version: 5 })))[0]!.acknowledgedBy?.name).toBe('Wei Chen');
});

test('however events, replies and replays are mixed, the state and the list end as they are read anew', () => {
  const versions = [1, 2, 3, 4, 5];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.shuffledSubarray([...versions, ...versions], { minLength: 10 }), (read, order) => {
      const known = read === 0 ? [] : [alertOf({ version: read })];
      const alerts = order.reduce((state, version) => mergeAlertEvent(state, updated(version)), mergeAlertEvent({}, joined(...known)));
      expect(alerts).toEqual({ a: alertOf({ version: 5 }) });
      const list = order.reduce((state, version) => mergeListedAlert(state, alertOf({ version })), alertListOf(...known));
      expect(alertRows(list)).toEqual([alertOf({ version: 5 })]);
    }),
  );
});
