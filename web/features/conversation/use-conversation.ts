import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { conversationKey, type Conversation } from './conversation.ts';

/** Changes the cached conversation; nothing happens while it is not loaded. */
export function useChangeConversation(roomId: string): (change: (state: Conversation) => Conversation) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (change) => void queryClient.setQueryData<Conversation>(conversationKey(roomId), (state) => state && change(state)),
    [queryClient, roomId],
  );
}

/** The order whose conversation `useRoom` keeps, or undefined while it is loading. */
export function useOrder(roomId: string): ChatOrder | undefined {
  const about = useConversation(roomId)?.about;
  return about?.kind === 'order' ? about : undefined;
}

/** Whether the room is being read for the first time; a room that is not the reader's is not. */
export const useIsLoading = (roomId: string): boolean =>
  useQuery<Conversation>({ queryKey: conversationKey(roomId), queryFn: skipToken }).isLoading;

/** The conversation that `useRoom` keeps, or undefined while it is loading. */
export function useConversation(roomId: string): Conversation | undefined {
  return useQuery<Conversation>({ queryKey: conversationKey(roomId), queryFn: skipToken }).data;
}
