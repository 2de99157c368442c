import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { trpc } from '../../lib/trpc.ts';
import { refreshChartsAfter } from '../patients/chart-feed.ts';
import { createScheduleFeed, type ScheduleFeed } from './schedule-feed.ts';

/** Subscribes to the clinic's schedule and keeps every list of visits current. Mount it once for all pages. */
export function useScheduleFeed(): void {
  const queryClient = useQueryClient();
  const feed = useRef<ScheduleFeed>(null);
  useEffect(() => {
    const created = createScheduleFeed(queryClient);
    feed.current = created;
    return () => created.stop();
  }, [queryClient]);

  const subscription = trpc.schedule.events.useSubscription(
    {},
    {
      onData({ data }: { data: ScheduleEvent }) {
        // a new subscription has no place to resume from, so it starts with the whole path: join, then read
        if (data.type === 'feed.reset') subscription.reset();
        else feed.current?.onEvent(data);
        void refreshChartsAfter(queryClient, data);
      },
    },
  );
}
