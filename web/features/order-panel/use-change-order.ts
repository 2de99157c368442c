import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { acceptOrder } from '../conversation/merge-order.ts';
import { useChangeConversation } from '../conversation/use-conversation.ts';

/** The changes of one order. Each reply goes into the cache by the same merge as the live event that it races with. */
export function useChangeOrder(roomId: string) {
  const change = useChangeConversation(roomId);
  const { client } = trpc.useUtils();
  const accept = (order: ChatOrder): void => change((state) => acceptOrder(state, order));

  /** For a refusal that says that the order is newer than what the cache holds. */
  async function readAgain(): Promise<ChatOrder> {
    const order = await client.chatOrders.get.query({ roomId });
    accept(order);
    return order;
  }
  function onError(error: unknown): void {
    tellFailure('The order was not changed', error);
    // what the page shows then is current again, or the connection says that it is not
    if (failureOf(error)?.reason === 'STALE_VERSION') readAgain().catch(() => undefined);
  }

  const setStatus = trpc.chatOrders.setStatus.useMutation({ onSuccess: accept, onError });
  const release = trpc.chatOrders.release.useMutation({ onSuccess: accept, onError });
  const assign = trpc.chatOrders.assign.useMutation({ onSuccess: accept, onError });
  const setItems = trpc.chatOrders.setItems.useMutation({ onSuccess: accept });
  return { setStatus, release, assign, setItems, readAgain };
}
