import { Skeleton } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Notification } from '../../../shared/notifications.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './notification-list.module.css';
import { NotificationRow } from './notification-row.tsx';
import type { useNotifications } from './use-notifications.ts';

interface NotificationListProps {
  list: ReturnType<typeof useNotifications>;
  /** No more than so many of them. */
  atMost?: number;
  /** The one that is shown whole. */
  wholeId?: string | null;
  /** What an empty list says. */
  empty: { title: string; text: ReactNode };
  onOpen(notification: Notification): void;
}

export function NotificationList({ list, atMost = Infinity, wholeId = null, empty, onOpen }: NotificationListProps) {
  if (list.isPending) return <NotificationsSkeleton />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title="Your notifications could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0)
    return (
      <EmptyState icon={IconBellCheck} title={empty.title}>
        {empty.text}
      </EmptyState>
    );
  return (
    <ul className={classes.list} aria-label="Notifications">
      {list.rows.slice(0, atMost).map((notification) => (
        <NotificationRow key={notification.id} notification={notification} isWhole={notification.id === wholeId} onOpen={onOpen} />
      ))}
    </ul>
  );
}

const NotificationsSkeleton = () => (
  <div aria-busy="true" aria-label="Loading" role="status">
    {[0, 1, 2, 3].map((row) => (
      <div key={row} className={classes.row}>
        <Skeleton circle height={20} />
        <div className={classes.words}>
          <Skeleton height={14} width="50%" mt={4} />
          <Skeleton height={12} width="80%" mt={8} />
        </div>
      </div>
    ))}
  </div>
);
