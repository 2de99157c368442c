import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Notification, NotificationEvent } from '../../../shared/notifications.ts';
import { paths } from '../../app/paths.ts';
import { inOneTab } from '../../lib/in-one-tab.ts';
import { trpc } from '../../lib/trpc.ts';
import { useSound } from '../../ui/sound.ts';
import { showBrowserNotice } from './browser-notice.ts';
import { showNews } from './news-toast.tsx';
import { callsFor, mergeNews } from './news.ts';
import { createNotificationFeed, type NotificationFeed } from './notification-feed.ts';
import { subjectPath } from './subject-path.ts';
import { useMarkNotifications } from './use-mark-notifications.ts';
import { useUnread } from './use-notifications.ts';

type Created = Extract<NotificationEvent, { type: 'notification.created' }>;

const pathOf = (address: string): string => address.split('?')[0]!;

/** Follows the person's notifications, keeps lists and count current, and calls for attention. Mount it once for all pages. */
export function useNotificationFeed(): void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const sound = useSound();
  const { markRead } = useMarkNotifications();
  // keeps the count from being dropped while nothing shows it
  useUnread();
  const feed = useRef<NotificationFeed>(null);
  useEffect(() => {
    const created = createNotificationFeed(queryClient);
    feed.current = created;
    return () => created.stop();
  }, [queryClient]);

  const news = useRef<readonly Notification[]>([]);
  function open(notification: Notification | null): void {
    tellNews([]);
    if (notification) markRead(notification);
    void navigate(notification ? subjectPath(notification) : paths.notifications);
  }
  function tellNews(next: readonly Notification[]): void {
    if (next === news.current) return;
    const isShown = news.current.length > 0;
    news.current = next;
    showNews(next, isShown, {
      onOpen: open,
      onClose: () => {
        news.current = [];
      },
    });
  }

  function callAttention(event: Created): void {
    const { notification } = event;
    const calls = callsFor(event, {
      isVisible: document.visibilityState === 'visible',
      hasFocus: document.hasFocus(),
      isOpen: pathOf(subjectPath(notification)) === pathname && notification.entity?.kind !== 'announcement',
    });
    if (calls.includes('in_app')) tellNews([...news.current, notification]);
    if (!calls.includes('sound') && !calls.includes('browser')) return;
    inOneTab(notification.id, () => {
      if (calls.includes('sound')) sound.play('notice');
      const told = news.current.length > 1 ? news.current : [notification];
      if (calls.includes('browser')) showBrowserNotice(told.map(({ title }) => title), () => open(told.length === 1 ? notification : null));
    });
  }

  const subscription = trpc.notifications.events.useSubscription(
    {},
    {
      onData({ data }: { data: NotificationEvent }) {
        // a new subscription has no place to resume from, so it starts with the whole path: join, then read
        if (data.type === 'feed.reset') return subscription.reset();
        feed.current?.onEvent(data);
        tellNews(mergeNews(news.current, data));
        if (data.type === 'notification.created') callAttention(data);
      },
    },
  );
}
