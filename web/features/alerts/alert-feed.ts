import type { QueryClient } from '@tanstack/react-query';
import type { Alert, AlertEvent } from '../../../shared/alerts.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { mergeAlert, mergeAlertEvent, mergeListedAlert, type AlertList, type Alerts } from './merge-alert.ts';

/** What is open, and what was taken meanwhile. */
export const alertsKey = ['alerts'] as const;
/** The start of the key of every cached list of alerts. */
export const alertListsKey = ['alert-lists'] as const;

export interface AlertFeed {
  /** `feed.reset` is not for here: whoever subscribes does so anew, and `alerts.joined` follows. */
  onEvent(event: AlertEvent): void;
  stop(): void;
}

/** Takes the answer to a call into the cache, by the same merge as the event that it races with. */
export function acceptAlert(queryClient: QueryClient, alert: Alert): void {
  queryClient.setQueryData<Alerts>(alertsKey, (alerts) => mergeAlert(alerts ?? {}, alert));
  queryClient.setQueriesData<AlertList>({ queryKey: alertListsKey }, (list) => list && mergeListedAlert(list, alert));
}

/** Keeps the open alerts and every cached list of alerts current. */
export function createAlertFeed(queryClient: QueryClient): AlertFeed {
  const lists = createLiveLists<Alert>(queryClient, alertListsKey, (queryKey, alert) =>
    queryClient.setQueryData<AlertList>(queryKey, (list) => list && mergeListedAlert(list, alert)),
  );
  return {
    onEvent(event) {
      queryClient.setQueryData<Alerts>(alertsKey, (alerts) => mergeAlertEvent(alerts ?? {}, event));
      if (event.type === 'alerts.joined') void readAnew(queryClient, alertListsKey);
      if (event.type === 'alert.updated') lists.take(event.alert, event.alert.id);
    },
    stop: lists.stop,
  };
}
