import { notifications } from '@mantine/notifications';
import type { Notification } from '../../../shared/notifications.ts';
import { errorWords } from '../../lib/error-words.ts';
import { repeatable } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';

/** Marks notifications read. The live event that follows changes what every tab shows, this one too. */
export function useMarkNotifications() {
  const options = {
    ...repeatable,
    onError: (error: unknown) =>
      notifications.show({ color: 'red', title: 'Not marked as read', message: errorWords(error), closeButtonProps: { 'aria-label': 'Close' } }),
  };
  const one = trpc.notifications.markRead.useMutation(options);
  const all = trpc.notifications.markAllRead.useMutation(options);
  return {
    markRead: ({ id, readAt }: Notification): void => {
      if (readAt === null) one.mutate({ ids: [id] });
    },
    markAllRead: () => all.mutate({}),
    isMarkingAll: all.isPending,
  };
}
