import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import { trpc } from '../../lib/trpc.ts';
import { touches, type TimeRange, type VisitList } from './merge-visit.ts';
import { visitListKey } from './schedule-feed.ts';

interface Visits {
  /** In the order of their start; undefined until they have been read. */
  visits: Appointment[] | undefined;
  isRead: boolean;
  error: unknown;
  retry(): void;
}

const byStart = (a: Appointment, b: Appointment): number => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id);

/** The visits that touch `range`, cancelled ones too. They stay current through `useScheduleFeed`. */
export function useVisits({ from, to }: TimeRange, { enabled = true } = {}): Visits {
  const { client } = trpc.useUtils();
  const { data, error, refetch } = useQuery<VisitList>({
    queryKey: visitListKey({ from, to }),
    async queryFn({ signal }) {
      const items: Appointment[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: Appointment[]; nextCursor: string | null } = await client.appointments.list.query({ from, to, cursor }, { signal });
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return { items };
    },
    staleTime: Infinity,
    networkMode: 'always',
    enabled,
  });
  const visits = useMemo(
    () => data?.items.filter((visit) => touches(visit, { from, to })).toSorted(byStart),
    [data, from, to],
  );
  return { visits, isRead: visits !== undefined, error, retry: () => void refetch() };
}
