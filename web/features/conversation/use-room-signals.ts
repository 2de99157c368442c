import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RoomSignal } from '../../../shared/rooms.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { mergeReadMark } from './merge-read-mark.ts';
import { mergeRoomSignal, noSignals, signalsKey, type RoomSignals } from './merge-room-signal.ts';
import { useChangeConversation } from './use-conversation.ts';

/**
 * Who is here, who types, who has read how far. Being subscribed is being here, so mount it where the room is looked at.
 */
export function useRoomSignals(roomId: string): RoomSignals {
  const user = useUser();
  const queryClient = useQueryClient();
  const changeConversation = useChangeConversation(roomId);
  const change = (update: (state: RoomSignals) => RoomSignals): void =>
    void queryClient.setQueryData<RoomSignals>(signalsKey(roomId), (state) => update(state ?? noSignals));

  trpc.rooms.signals.useSubscription(
    { roomId },
    {
      // read marks never move back, so only what can end is forgotten
      onStarted: () => change(({ receipts }) => ({ ...noSignals, receipts })),
      onData: (signal: RoomSignal) => {
        change((state) => mergeRoomSignal(state, signal));
        // the caller's own mark, set in another tab
        if (signal.type === 'receipt' && signal.userId === user.id)
          changeConversation((state) => mergeReadMark(state, signal.lastReadSeq, user.id));
      },
    },
  );
  return useQuery<RoomSignals>({ queryKey: signalsKey(roomId), queryFn: skipToken }).data ?? noSignals;
}
