import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AlertEvent } from '../../../shared/alerts.ts';
import { trpc } from '../../lib/trpc.ts';
import { createAlertFeed, type AlertFeed } from './alert-feed.ts';

/** Subscribes to the tenant's urgent alerts and keeps what is open current. Mount it once for all pages. */
export function useAlertFeed(): void {
  const queryClient = useQueryClient();
  const feed = useRef<AlertFeed>(null);
  useEffect(() => {
    const created = createAlertFeed(queryClient);
    feed.current = created;
    return () => created.stop();
  }, [queryClient]);

  const subscription = trpc.alerts.events.useSubscription(
    {},
    {
      onData({ data }: { data: AlertEvent }) {
        // a new subscription has no place to resume from, so it starts with the whole path: join, then read
        if (data.type === 'feed.reset') subscription.reset();
        else feed.current?.onEvent(data);
      },
    },
  );
}
