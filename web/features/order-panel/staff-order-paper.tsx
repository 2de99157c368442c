import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { sentence } from '../../../shared/text.ts';
import { PaperSection } from '../../ui/on-paper.tsx';
import { PaperTime } from '../../ui/paper-time.tsx';
import { useOrder } from '../conversation/use-conversation.ts';
import { historyWords } from './history-words.ts';
import { OrderPaper } from './order-paper.tsx';
import { useOrderHistory } from './use-order-history.ts';

/** The open order as staff print it. */
export function StaffOrderPaper({ roomId }: { roomId: string }) {
  const order = useOrder(roomId);
  return order ? <WithHistory order={order} /> : null;
}

/** Paper goes out of the house: what colleagues wrote as their reasons stays in it. */
function WithHistory({ order }: { order: ChatOrder }) {
  // read before anybody prints: paper waits for no answer
  const { data: history = [] } = useOrderHistory(order);
  return (
    <OrderPaper order={order}>
      {order.claimedBy && <p>{sentence`Taken by ${order.claimedBy.name}`}</p>}
      {history.length > 0 && (
        <PaperSection title="History">
          <ol>
            {history.map(({ id, actor, at, ...change }) => (
              <li key={id}>
                <PaperTime at={at} /> <bdi>{actor.name}</bdi> {historyWords(change)}
              </li>
            ))}
          </ol>
        </PaperSection>
      )}
    </OrderPaper>
  );
}
