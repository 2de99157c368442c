import { notifications } from '@mantine/notifications';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { createInboxFeed, listedOrder, type InboxFeed } from './inbox-feed.ts';
import { emptyInbox, inboxKey, type InboxState } from './inbox-state.ts';
import { sentence } from '../../../shared/text.ts';

/** Subscribes to the inbox and keeps lists and counters in the query cache current. Mount it once. */
export function useInboxFeed(): void {
  const user = useUser();
  const queryClient = useQueryClient();
  const feed = useRef<InboxFeed>(null);
  useEffect(() => {
    const created = createInboxFeed(queryClient, user.id);
    feed.current = created;
    return () => created.stop();
  }, [queryClient, user.id]);

  trpc.inbox.events.useSubscription(
    {},
    {
      onStarted: () => feed.current?.onStarted(),
      onData(event) {
        feed.current?.onEvent(event);
        if (event.type !== 'inbox.claim_lost') return;
        const patient = listedOrder(queryClient, event.roomId)?.patient.name;
        notifications.show({
          color: 'yellow',
          title: patient === undefined ? sentence`${event.by.name} took over one of your orders` : sentence`${event.by.name} took over the order of ${patient}`,
          message: event.reason,
          autoClose: false,
          closeButtonProps: { 'aria-label': 'Close' },
        });
      },
    },
  );
}

/** Unread total, counters of the queues and who has which order open. */
export const useInbox = (): InboxState =>
  useQuery<InboxState>({ queryKey: inboxKey, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity }).data ?? emptyInbox;
