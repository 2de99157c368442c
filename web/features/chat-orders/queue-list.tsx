import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/list-pane.module.css';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { useNextPage } from '../../ui/use-next-page.ts';
import { useRowKeys } from '../../ui/use-row-keys.ts';
import { useInbox } from '../inbox/use-inbox-feed.ts';
import type { OrderFilter } from './order-filter.ts';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueRow } from './queue-row.tsx';
import { useOrderList } from './use-order-list.ts';

interface QueueListProps {
  filter: OrderFilter;
  openRoomId: string | undefined;
  onNewOrder(): void;
  onEverything(): void;
}

export function QueueList({ filter, openRoomId, onNewOrder, onEverything }: QueueListProps) {
  const user = useUser();
  const { viewers } = useInbox();
  const { search } = useLocation();
  const list = useOrderList(filter);
  const held = useHeldRows(list.rows, ({ roomId }) => roomId);
  const [body, setBody] = useState<HTMLElement | null>(null);
  const onArrow = useRowKeys(body, openRoomId);

  const end = useNextPage(list, body);

  if (list.isPending) return <ListSkeleton label="Loading orders" />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title="The orders could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (held.rows.length === 0) return <QueueEmpty filter={filter} onNewOrder={onNewOrder} onEverything={onEverything} />;
  return (
    <div className={classes.listArea} {...held.handlers}>
      {held.waiting > 0 && (
        <Button className={classes.updated} size="compact-sm" radius="xl" onClick={held.apply}>
          {held.waiting} updated
        </Button>
      )}
      <div ref={setBody} className={classes.body}>
        <ul className={classes.list} aria-label="Orders">
          {held.rows.map((order) => (
            <QueueRow
              key={order.roomId}
              order={order}
              viewers={(viewers[order.roomId] ?? []).filter(({ id }) => id !== user.id)}
              callerId={user.id}
              to={{ pathname: paths.order(order.roomId), search }}
              isOpen={order.roomId === openRoomId}
              onKeyDown={onArrow}
            />
          ))}
        </ul>
        <div ref={end} className={classes.more}>
          {list.isFetchingNextPage && <Loader size="sm" aria-label="Loading more orders" />}
          {list.isFetchNextPageError && (
            <Button variant="light" size="compact-sm" onClick={() => void list.fetchNextPage()}>
              More orders did not load. Try again
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
