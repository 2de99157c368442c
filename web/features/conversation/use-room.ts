import { useQuery, useQueryClient, skipToken } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { conversationKey, type Conversation, type RoomKind } from './conversation.ts';
import { readAbout } from './read-about.ts';
import { createRoomFeed } from './room-feed.ts';

export type Room =
  | { state: 'loading' }
  /** `error` is null when the server ended the stream: the caller may no longer be here. */
  | { state: 'unavailable'; error: unknown; retry: () => void }
  | { state: 'ready'; conversation: Conversation };

/**
 * Opens a room: subscribes to its events, reads its history, and keeps both in the query cache. Mount it once for a
 * room and under a `key` of that room; others read the cache with `useConversation`.
 */
export function useRoom(roomId: string, kind: RoomKind): Room {
  const user = useUser();
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  const [endedByServer, setEndedByServer] = useState(false);
  const [feed] = useState(() =>
    createRoomFeed({
      queryClient,
      roomId,
      callerId: user.id,
      async readHistory(signal) {
        const [about, page] = await Promise.all([
          readAbout(client, kind, roomId, signal),
          client.messages.list.query({ roomId }, { signal }),
        ]);
        return { about, page };
      },
    }),
  );
  const subscription = trpc.rooms.events.useSubscription(
    { roomId },
    {
      onStarted: () => setEndedByServer(false),
      onData({ data }: { data: RoomEvent }) {
        // a new subscription has no place to resume from, so it starts with the whole path: join, then read
        if (data.type === 'feed.reset') subscription.reset();
        else feed.onEvent(data);
      },
      onComplete() {
        setEndedByServer(true);
        // what was said among those who are in it does not stay with who no longer is
        void queryClient.resetQueries({ queryKey: conversationKey(roomId), exact: true });
      },
    },
  );

  const { data, error } = useQuery<Conversation>({ queryKey: conversationKey(roomId), queryFn: skipToken });
  const refusal = subscription.status === 'error' ? subscription.error : error;
  if (refusal || endedByServer) return { state: 'unavailable', error: refusal, retry: subscription.reset };
  return data ? { state: 'ready', conversation: data } : { state: 'loading' };
}
