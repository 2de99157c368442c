import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { alertListsKey, alertsKey } from './alert-feed.ts';
import { alertRows, openAlertsOf, type Alerts } from './merge-alert.ts';

const nothing: Alerts = {};

/** Open alerts and those taken meanwhile; undefined until the server has told. */
export const useAlerts = (): Alerts | undefined =>
  useQuery<Alerts>({ queryKey: alertsKey, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity }).data;

/** What nobody has taken yet, the longest open first. */
export function useOpenAlerts() {
  const alerts = useAlerts() ?? nothing;
  return useMemo(() => openAlertsOf(alerts), [alerts]);
}

/** All alerts, page by page. They stay current through `useAlertFeed`. */
export function useAlertList() {
  const { client } = trpc.useUtils();
  const query = useInfiniteQuery({
    queryKey: alertListsKey,
    queryFn: ({ pageParam, signal }) => client.alerts.list.query({ cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    networkMode: 'always',
  });
  const rows = useMemo(() => alertRows(query.data), [query.data]);
  return { ...query, rows };
}
