import { notifications } from '@mantine/notifications';
import type { NotificationPreferences } from '../../../shared/notification-preferences.ts';
import { errorWords } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';

interface Change {
  channels?: Partial<NotificationPreferences['channels']> | undefined;
  quietHours?: NotificationPreferences['quietHours'] | undefined;
}

const changed = (before: NotificationPreferences, { channels, quietHours }: Change): NotificationPreferences => ({
  channels: { ...before.channels, ...channels },
  quietHours: quietHours === undefined ? before.quietHours : quietHours,
});

/** The person's settings, kept on the server for all of their devices. A change shows at once, and is taken back if it fails. */
export function usePreferences() {
  const utils = trpc.useUtils();
  const query = trpc.notifications.preferences.useQuery();
  const set = trpc.notifications.setPreferences.useMutation({
    async onMutate(change) {
      await utils.notifications.preferences.cancel();
      utils.notifications.preferences.setData(undefined, (before) => before && changed(before, change));
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: 'The setting was not kept', message: errorWords(error), closeButtonProps: { 'aria-label': 'Close' } }),
    // several changes may be on their way: what the server has after the last of them is what counts
    onSettled: () => utils.notifications.preferences.invalidate(),
  });
  return { ...query, change: (change: Change) => set.mutate(change) };
}
