import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { trpc } from '../../lib/trpc.ts';
import { rememberLeft } from './merge-inbox-event.ts';
import type { OrderFilter } from './order-filter.ts';
import { orderListKey, type OrderList } from './use-order-list.ts';

/**
 * A list that is read anew knows nothing of what left it in the gap. Asks for those orders whose rows are held in place, so
 * that these show how they are now; a row whose order cannot be read stays as it was.
 */
export function useGoneOrders(filter: OrderFilter, rows: ChatOrderSummary[], newest: ReadonlyMap<string, ChatOrderSummary>): void {
  const { client } = trpc.useUtils();
  const queryClient = useQueryClient();
  const unknown = rows.filter(({ roomId }) => !newest.has(roomId));
  const ask = useEffectEvent(() => {
    for (const row of unknown)
      client.chatOrders.get.query({ roomId: row.roomId }).then(
        (order) => queryClient.setQueryData<OrderList>(orderListKey(filter), (list) => list && rememberLeft(list, { ...row, ...order })),
        () => undefined,
      );
  });
  const ids = unknown.map(({ roomId }) => roomId).join(' ');
  useEffect(() => {
    if (ids !== '') ask();
  }, [ids]);
}
