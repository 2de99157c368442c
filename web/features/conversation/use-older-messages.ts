import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';
import type { Conversation } from './conversation.ts';
import { prependHistory } from './merge-history.ts';
import { useChangeConversation } from './use-conversation.ts';

export interface OlderMessages {
  state: 'more' | 'loading' | 'failed' | 'complete';
  load(): void;
}

/** Loads the page before the oldest message that is there. */
export function useOlderMessages({ about: { roomId }, messages, hasMore }: Conversation): OlderMessages {
  const { client } = trpc.useUtils();
  const change = useChangeConversation(roomId);
  const { mutate, isPending, isError } = useMutation({
    mutationFn: (before: number) => client.messages.list.query({ roomId, before }),
    networkMode: 'always',
    onSuccess: (page) => change((state) => prependHistory(state, page)),
  });
  const oldest = messages[0]?.seq;
  const state = !hasMore ? 'complete' : isPending ? 'loading' : isError ? 'failed' : 'more';
  return { state, load: () => oldest !== undefined && hasMore && !isPending && mutate(oldest) };
}
