import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { RoomRows } from '../../ui/room-rows.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { useInbox } from '../inbox/use-inbox-feed.ts';
import type { OrderFilter } from './order-filter.ts';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueRow } from './queue-row.tsx';
import { placeOrders, rowsBySection, sectionName, type PlacedOrder } from './queue-sections.ts';
import { useGoneOrders } from './use-gone-orders.ts';
import { useOrderList } from './use-order-list.ts';

interface QueueListProps {
  filter: OrderFilter;
  isComfortable: boolean;
  openRoomId: string | undefined;
  onNewOrder(): void;
  onEverything(): void;
}

const idOf = ({ order }: PlacedOrder): string => order.roomId;

export function QueueList({ filter, isComfortable, openRoomId, onNewOrder, onEverything }: QueueListProps) {
  const user = useUser();
  const { viewers } = useInbox();
  const { search } = useLocation();
  const list = useOrderList(filter);
  const now = useNow();
  const latest = useMemo(() => placeOrders(list.rows, now), [list.rows, now]);
  const known = useMemo(() => new Map(placeOrders([...list.newest.values()], now).map((placed) => [idOf(placed), placed])), [list.newest, now]);
  const held = useHeldRows(latest, idOf, { known });
  useGoneOrders(filter, held.rows.map(({ order }) => order), list.newest);

  if (list.isPending) return <ListSkeleton label="Loading orders" lines={2} />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title="The orders could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (held.rows.length === 0) return <QueueEmpty filter={filter} onNewOrder={onNewOrder} onEverything={onEverything} />;
  const sections = rowsBySection(held.rows, held.places).map(({ section, rows }) => ({ key: section, name: sectionName(section), rows }));
  return (
    <RoomRows name="Orders" list={list} held={held} sections={sections} openRoomId={openRoomId}>
      {(order, onKeyDown) => (
        <QueueRow
          key={order.roomId}
          order={order}
          isComfortable={isComfortable}
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
