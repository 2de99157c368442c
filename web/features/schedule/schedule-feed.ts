import type { QueryClient } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { acceptSettings, clinicSettingsKey } from '../clinic-settings/settings-cache.ts';
import { mergeVisit, type TimeRange, type VisitList } from './merge-visit.ts';

/** The start of the key of every cached list of visits; the range follows. */
export const visitListsKey = ['visits'] as const;
export const visitListKey = (range: TimeRange) => [...visitListsKey, range] as const;

/** Takes a visit, from an event or a reply, into every list that the cache holds. */
export function acceptVisit(queryClient: QueryClient, visit: Appointment): void {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: visitListsKey })) {
    const range = queryKey[1] as TimeRange;
    queryClient.setQueryData<VisitList>(queryKey, (list) => list && mergeVisit(list, visit, range));
  }
}

export interface ScheduleFeed {
  /** `feed.reset` is not for here: whoever subscribes does so anew, and `schedule.joined` follows. */
  onEvent(event: ScheduleEvent): void;
  stop(): void;
}

/** The visit as the cache shows it. */
export const cachedVisit = (queryClient: QueryClient, id: string): Appointment | undefined =>
  queryClient
    .getQueriesData<VisitList>({ queryKey: visitListsKey })
    .flatMap(([, list]) => list?.items.filter((visit) => visit.id === id) ?? [])
    .toSorted((a, b) => b.version - a.version)[0];

/**
 * Keeps every cached list of visits current: subscribe, then read. A list that is being read while a visit changes could
 * arrive older than the change, so changes are kept until no list is under way and taken into each that arrives.
 */
export function createScheduleFeed(queryClient: QueryClient): ScheduleFeed {
  const unsettled = new Map<string, Appointment>();
  const isReading = (): boolean => queryClient.isFetching({ queryKey: visitListsKey }) > 0;

  const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (event.query.queryKey[0] !== visitListsKey[0]) return;
    for (const visit of unsettled.values()) acceptVisit(queryClient, visit);
    if (!isReading()) unsettled.clear();
  });

  return {
    onEvent(event) {
      switch (event.type) {
        case 'schedule.joined':
          void readAnew(queryClient, visitListsKey);
          void readAnew(queryClient, clinicSettingsKey);
          return;
        case 'clinic.settings_changed':
          return acceptSettings(queryClient, event.settings);
        case 'feed.reset':
        case 'feed.heartbeat':
          return;
      }
      // of events that this version of the page does not know, those with a visit can be shown all the same
      if (!('appointment' in event)) return;
      if (isReading()) unsettled.set(event.appointment.id, event.appointment);
      acceptVisit(queryClient, event.appointment);
    },
    stop: unsubscribe,
  };
}
