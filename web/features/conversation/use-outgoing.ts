import { useMemo } from 'react';
import { useOutboxEntries } from '../../outbox/use-outbox.ts';
import type { Conversation } from './conversation.ts';
import { outgoingOf, type OutgoingMessage } from './outgoing.ts';

/** What the caller wrote in the room and the server has not confirmed. */
export function useOutgoing({ about: { roomId }, messages }: Conversation): OutgoingMessage[] {
  const entries = useOutboxEntries();
  return useMemo(() => outgoingOf(entries, roomId, messages), [entries, roomId, messages]);
}
