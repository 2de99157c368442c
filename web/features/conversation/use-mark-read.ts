import { useEffect, useRef } from 'react';
import { useUser } from '../../lib/use-user.ts';
import { useOutbox } from '../../outbox/use-outbox.ts';
import type { Conversation } from './conversation.ts';
import { countsAsUnread } from './merge-read-mark.ts';
import { useAttention } from './use-attention.ts';

/** Moves the caller's read mark to the newest message of others that they have in view while they look. */
export function useMarkRead({ about, messages }: Conversation, seenSeq: number): void {
  const user = useUser();
  const isLooking = useAttention();
  const outbox = useOutbox();
  const asked = useRef(0);
  const target = messages.findLast((message) => message.seq <= seenSeq && countsAsUnread(message, user.id))?.seq ?? 0;

  useEffect(() => {
    if (!isLooking || target <= about.lastReadSeq || target <= asked.current) return;
    asked.current = target;
    outbox.add({ kind: 'read', roomId: about.roomId, seq: target });
  }, [isLooking, target, about.lastReadSeq, about.roomId, outbox]);
}
