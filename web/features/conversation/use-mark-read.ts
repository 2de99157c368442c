import { useEffect, useRef } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import type { Conversation } from './conversation.ts';
import { countsAsUnread, mergeReadMark } from './merge-read-mark.ts';
import { useAttention } from './use-attention.ts';
import { useChangeConversation } from './use-conversation.ts';

/** Moves the caller's read mark to the newest message of others that they have in view while they look. */
export function useMarkRead({ about, messages }: Conversation, seenSeq: number): void {
  const user = useUser();
  const isLooking = useAttention();
  const change = useChangeConversation(about.roomId);
  const { mutate } = trpc.messages.markRead.useMutation({
    onSuccess: ({ lastReadSeq }) => change((state) => mergeReadMark(state, lastReadSeq, user.id)),
  });
  const asked = useRef(0);
  const target = messages.findLast((message) => message.seq <= seenSeq && countsAsUnread(message, user.id))?.seq ?? 0;

  useEffect(() => {
    if (!isLooking || target <= about.lastReadSeq || target <= asked.current) return;
    asked.current = target;
    mutate(
      { roomId: about.roomId, seq: target },
      { onError: () => { asked.current = about.lastReadSeq; } },
    );
  }, [isLooking, target, about.lastReadSeq, about.roomId, mutate]);
}
