import { Button, Loader } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import type { OrderFilter } from './order-filter.ts';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueRow } from './queue-row.tsx';
import { QueueSkeleton } from './queue-skeleton.tsx';
import { useHeldRows } from './use-held-rows.ts';
import { useInbox } from './use-inbox.ts';
import { useOrderList } from './use-order-list.ts';
import { useRowKeys } from './use-row-keys.ts';
import classes from './queue.module.css';

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

  const { ref: end, entry } = useIntersection({ root: body, rootMargin: '400px' });
  const nearEnd = entry?.isIntersecting ?? false;
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, isError, fetchNextPage]);

  if (list.isPending) return <QueueSkeleton />;
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
            <Button variant="light" size="compact-sm" onClick={() => void fetchNextPage()}>
              More orders did not load. Try again
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
