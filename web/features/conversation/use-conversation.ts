import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { conversationKey, type Conversation } from './conversation.ts';

/** Changes the cached conversation; nothing happens while it is not loaded. */
export function useChangeConversation(roomId: string): (change: (state: Conversation) => Conversation) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (change) => void queryClient.setQueryData<Conversation>(conversationKey(roomId), (state) => state && change(state)),
    [queryClient, roomId],
  );
}

/** The conversation that `useRoom` keeps, or undefined while it is loading. */
export function useConversation(roomId: string): Conversation | undefined {
  return useQuery<Conversation>({ queryKey: conversationKey(roomId), queryFn: skipToken }).data;
}
