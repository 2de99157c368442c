import { useRef, useState } from 'react';
import type { NotificationPreferences } from '../../../shared/notification-preferences.ts';
import { trpc } from '../../lib/trpc.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';

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
  /** What was chosen and is not confirmed: the next choice, a moment later, starts from it. */
  const [chosen, setChosen] = useState<Change>({});
  const underWay = useRef(0);
  const { mutate } = trpc.notifications.setPreferences.useMutation({
    // one after the other: the last choice is the one that counts
    scope: { id: 'notification preferences' },
    onError: (error) => tellFailure('The setting was not kept', error),
    async onSettled() {
      await utils.notifications.preferences.invalidate();
      underWay.current -= 1;
      if (underWay.current === 0) setChosen({});
    },
  });
  return {
    ...query,
    data: query.data && changed(query.data, chosen),
    change(change: Change) {
      underWay.current += 1;
      setChosen((before) => ({ ...before, ...change, channels: { ...before.channels, ...change.channels } }));
      mutate(change);
    },
  };
}
