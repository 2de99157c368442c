import type { InfiniteData } from '@tanstack/react-query';
import { isNewerAlert } from '../../../shared/alert-state.ts';
import type { Alert, AlertEvent } from '../../../shared/alerts.ts';

/** Every alert that is open, and those taken since this page follows them; by id. */
export type Alerts = Readonly<Record<string, Alert>>;

export type AlertList = InfiniteData<{ items: Alert[]; nextCursor: string | null }, string | null>;

/** Takes the state of an alert, from an event or a reply, whichever comes first. */
export const mergeAlert = (alerts: Alerts, alert: Alert): Alerts =>
  isNewerAlert(alerts[alert.id], alert) ? { ...alerts, [alert.id]: alert } : alerts;

export function mergeAlertEvent(alerts: Alerts, event: AlertEvent): Alerts {
  switch (event.type) {
    case 'alert.updated':
      return mergeAlert(alerts, event.alert);
    case 'alerts.joined': {
      // one that is open here and not there was taken meanwhile; what was taken before stays told
      const taken = Object.entries(alerts).filter(([, { acknowledgedAt }]) => acknowledgedAt !== null);
      return event.alerts.reduce(mergeAlert, Object.fromEntries(taken));
    }
    case 'feed.reset':
    case 'feed.heartbeat':
      return alerts;
  }
}

const newestFirst = (a: Alert, b: Alert): number => b.raisedAt.localeCompare(a.raisedAt) || b.id.localeCompare(a.id);

/** Takes a newer state of an alert into a cached list of all of them. */
export function mergeListedAlert(list: AlertList, alert: Alert): AlertList {
  const known = list.pages.flatMap(({ items }) => items).find(({ id }) => id === alert.id);
  if (!isNewerAlert(known, alert)) return list;
  const pages = list.pages.map((page, index) => ({
    ...page,
    items: known ? page.items.map((item) => (item.id === alert.id ? alert : item)) : index === 0 ? [alert, ...page.items] : page.items,
  }));
  return { ...list, pages };
}

/** Each alert once, in its newest state, the newest alert first. */
export const alertRows = (list: Pick<AlertList, 'pages'> | undefined): Alert[] =>
  Object.values((list?.pages ?? []).flatMap(({ items }) => items).reduce<Alerts>(mergeAlert, {})).toSorted(newestFirst);

/** Those that nobody has taken yet, the oldest first: it has waited longest. */
export const openAlertsOf = (alerts: Alerts): Alert[] =>
  Object.values(alerts)
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .toSorted((a, b) => newestFirst(b, a));
