import type { Member, Receipt, RoomSignal } from '../../../shared/rooms.ts';

/** The fleeting side of a room: forgotten whenever its stream starts anew, because the stream tells it all again. */
export interface RoomSignals {
  viewers: Member[];
  /** Who is typing. */
  typing: string[];
  receipts: Record<string, Receipt>;
}

export const noSignals: RoomSignals = { viewers: [], typing: [], receipts: {} };

export const signalsKey = (roomId: string) => ['room-signals', roomId] as const;

export function mergeRoomSignal(state: RoomSignals, signal: RoomSignal): RoomSignals {
  switch (signal.type) {
    case 'viewers':
      return { ...state, viewers: signal.viewers };
    case 'typing': {
      const others = state.typing.filter((userId) => userId !== signal.userId);
      return { ...state, typing: signal.typing ? [...others, signal.userId] : others };
    }
    case 'receipt':
      return { ...state, receipts: { ...state.receipts, [signal.userId]: furthest(state.receipts[signal.userId], signal) } };
    default:
      return state;
  }
}

function furthest(known: Receipt | undefined, { userId, lastReadSeq, lastDeliveredSeq }: Receipt): Receipt {
  return {
    userId,
    lastReadSeq: Math.max(known?.lastReadSeq ?? 0, lastReadSeq),
    lastDeliveredSeq: Math.max(known?.lastDeliveredSeq ?? 0, lastDeliveredSeq),
  };
}
