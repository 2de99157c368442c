import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { conversationKey, type Conversation } from '../conversation/conversation.ts';
import { acceptOrder } from '../conversation/merge-order.ts';

/** Somebody else holds the order: taking it over needs a reason. */
interface HeldOrder {
  roomId: string;
  holderName: string;
}

export interface Claiming {
  claim(roomId: string): void;
  isClaiming: boolean;
  /** The order that the caller is asked about, if any. */
  held: HeldOrder | null;
  /** Asks for the reason. */
  askTakeOver(held: HeldOrder): void;
  takeOver(reason: string): void;
  dismiss(): void;
}

/** Claims orders, from the panel or with a key, and asks for a reason when somebody holds it already. */
export function useClaim(): Claiming {
  const queryClient = useQueryClient();
  const [held, askTakeOver] = useState<HeldOrder | null>(null);
  const { mutate, isPending } = trpc.chatOrders.claim.useMutation({
    onSuccess(order, { roomId }) {
      askTakeOver(null);
      queryClient.setQueryData<Conversation>(conversationKey(roomId), (state) => state && acceptOrder(state, order));
    },
    onError(error, { roomId }) {
      const failure = failureOf(error);
      if (failure?.reason === 'ALREADY_CLAIMED' && failure.holder) askTakeOver({ roomId, holderName: failure.holder.name });
      else tellFailure('The order was not claimed', error);
    },
  });
  return {
    claim: (roomId) => mutate({ roomId }),
    isClaiming: isPending,
    held,
    askTakeOver,
    takeOver: (reason) => held && mutate({ roomId: held.roomId, takeOver: { reason } }),
    dismiss: () => askTakeOver(null),
  };
}
