import { QueryClient } from '@tanstack/react-query';
import { expect, onTestFinished, test, vi } from 'vitest';
import { acceptAlert, alertListsKey, alertsKey, createAlertFeed } from './alert-feed.ts';
import { alertListOf, alertOf } from './alert.fixture.ts';
import { alertRows, type AlertList, type Alerts } from './merge-alert.ts';

const position = { seq: 7, at: '2026-06-15T08:00:00.000Z' };

function start() {
  const queryClient = new QueryClient();
  onTestFinished(() => queryClient.clear());
  const feed = createAlertFeed(queryClient);
  const answer = Promise.withResolvers<AlertList>();
  const reading = queryClient.fetchQuery({ queryKey: alertListsKey, queryFn: () => answer.promise });
  const versions = () => alertRows(queryClient.getQueryData<AlertList>(alertListsKey)).map(({ version }) => version);
  return { queryClient, feed, answer, reading, versions };
}

test('an alert goes into the open ones and into the list, from an event or a reply', async () => {
  const { queryClient, feed, answer, reading, versions } = start();
  answer.resolve(alertListOf());
  await reading;
  feed.onEvent({ type: 'alerts.joined', ...position, alerts: [] });
  feed.onEvent({ type: 'alert.updated', ...position, alert: alertOf({ version: 2 }) });
  expect(versions()).toEqual([2]);
  acceptAlert(queryClient, alertOf({ version: 5 }));
  feed.onEvent({ type: 'alert.updated', ...position, alert: alertOf({ version: 4 }) });
  expect(versions()).toEqual([5]);
  expect(queryClient.getQueryData<Alerts>(alertsKey)).toEqual({ a: alertOf({ version: 5 }) });
});

test('a list that was read before a change and arrives after it does not undo it', async () => {
  const { feed, answer, reading, versions } = start();
  feed.onEvent({ type: 'alert.updated', ...position, alert: alertOf({ version: 5 }) });
  answer.resolve(alertListOf(alertOf()));
  await reading;
  await vi.waitFor(() => expect(versions()).toEqual([5]));
});
