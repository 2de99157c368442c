import { useQueryClient } from '@tanstack/react-query';
import type { Notification } from '../../../shared/notifications.ts';
import { trpc } from '../../lib/trpc.ts';
import { useOutbox } from '../../outbox/use-outbox.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { markHere, newestKnown } from './notification-feed.ts';

/** Marks notifications read: here at once, and everywhere else as soon as there is a connection. */
export function useMarkNotifications() {
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  const outbox = useOutbox();
  return {
    markRead({ id, readAt }: Notification): void {
      if (readAt !== null) return;
      markHere(queryClient, [id]);
      outbox.add({ kind: 'notification_read', notificationId: id });
    },
    /** Those that have come here; what comes while nobody can look stays unread. */
    async markAllRead(): Promise<void> {
      try {
        const upTo = newestKnown(queryClient) ?? (await client.notifications.list.query({ limit: 1 })).items[0]?.id;
        if (upTo === undefined) return;
        markHere(queryClient, 'all');
        outbox.add({ kind: 'notifications_read', upTo });
      } catch (error) {
        tellFailure('Nothing was marked as read', error);
      }
    },
  };
}
