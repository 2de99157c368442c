import type { QueryClient } from '@tanstack/react-query';
import type { MessagePage } from '../../../shared/messages.ts';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { isPassing } from '../../lib/error-words.ts';
import { conversationKey, type About, type Conversation } from './conversation.ts';
import { adoptHistory } from './merge-history.ts';
import { mergeRoomEvent } from './merge-room-event.ts';

interface RoomFeedOptions {
  queryClient: QueryClient;
  roomId: string;
  callerId: string;
  readHistory(signal: AbortSignal): Promise<{ about: About; page: MessagePage }>;
}

export interface RoomFeed {
  /** `feed.reset` is not for here: whoever subscribes does so anew, and `room.joined` follows. */
  onEvent(event: RoomEvent): void;
}

type Joined = Extract<RoomEvent, { type: 'room.joined' }>;

/**
 * Takes the events of one room into the query cache. Attach, then read: `room.joined` says where the feed stands, the
 * history is read after it, and events that arrive meanwhile are applied on top. First load, a gap and coming back are
 * this one path; a conversation that the cache already holds up to date is not read again.
 */
export function createRoomFeed({ queryClient, roomId, callerId, readHistory }: RoomFeedOptions): RoomFeed {
  const queryKey = conversationKey(roomId);
  /** Events that came while the history is being read; null when it is there. */
  let held: RoomEvent[] | null = null;

  const cached = () => queryClient.getQueryData<Conversation>(queryKey);
  const apply = (event: RoomEvent): void =>
    void queryClient.setQueryData<Conversation>(queryKey, (state) => state && mergeRoomEvent(state, event, callerId));

  async function read({ members, lastSeq }: Joined): Promise<void> {
    const meanwhile: RoomEvent[] = [];
    held = meanwhile;
    void queryClient.cancelQueries({ queryKey }, { silent: true });
    await queryClient.fetchQuery({
      queryKey,
      queryFn: async ({ signal }) => adoptHistory(cached(), { ...(await readHistory(signal)), members, position: lastSeq }),
      staleTime: 0,
      gcTime: Infinity,
      networkMode: 'always',
      retry: (_, error) => isPassing(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 10_000),
    });
    if (held !== meanwhile) return;
    held = null;
    meanwhile.forEach(apply);
  }

  return {
    onEvent(event) {
      // a reading that failed for good shows in the query, with a way to try again
      if (event.type === 'room.joined' && cached()?.cursor !== event.lastSeq) return void read(event).catch(() => undefined);
      if (held && event.type !== 'room.joined') held.push(event);
      else apply(event);
    },
  };
}
