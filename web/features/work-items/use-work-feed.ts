import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { trpc } from '../../lib/trpc.ts';
import { createWorkFeed, type WorkFeed } from './work-feed.ts';

/** Subscribes to the tenant's work items and keeps every list of them current. Mount it once for all pages. */
export function useWorkFeed(): void {
  const queryClient = useQueryClient();
  const feed = useRef<WorkFeed>(null);
  useEffect(() => {
    const created = createWorkFeed(queryClient);
    feed.current = created;
    return () => created.stop();
  }, [queryClient]);

  const subscription = trpc.workItems.events.useSubscription(
    {},
    {
      onData({ data }: { data: WorkItemEvent }) {
        // a new subscription has no place to resume from, so it starts with the whole path: join, then read
        if (data.type === 'feed.reset') subscription.reset();
        else feed.current?.onEvent(data);
      },
    },
  );
}
