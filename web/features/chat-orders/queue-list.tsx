import { useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { RoomRows } from '../../ui/room-rows.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { useInbox } from '../inbox/use-inbox-feed.ts';
import type { OrderFilter } from './order-filter.ts';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueRow } from './queue-row.tsx';
import { useGoneOrders } from './use-gone-orders.ts';
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
  const held = useHeldRows(list.rows, ({ roomId }) => roomId, { known: list.newest });
  useGoneOrders(filter, held.rows, list.newest);

  if (list.isPending) return <ListSkeleton label="Loading orders" />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title="The orders could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (held.rows.length === 0) return <QueueEmpty filter={filter} onNewOrder={onNewOrder} onEverything={onEverything} />;
  return (
    <RoomRows name="Orders" list={list} held={held} openRoomId={openRoomId}>
      {(order, onKeyDown) => (
        <QueueRow
          key={order.roomId}
          order={order}
          viewers={(viewers[order.roomId] ?? []).filter(({ id }) => id !== user.id)}
          callerId={user.id}
          to={{ pathname: paths.order(order.roomId), search }}
          isOpen={order.roomId === openRoomId}
          onKeyDown={onKeyDown}
        />
      )}
    </RoomRows>
  );
}
