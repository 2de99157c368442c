import type { Member, Receipt, RoomSignal } from '../../../shared/rooms.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { createReferenceCounted, type ReferenceCounted } from '../../realtime/reference-counted.ts';
import { createStateHub, type StateHub } from '../../realtime/state-hub.ts';
import type { Receipts } from './receipts.ts';
import { distinctMembers, viewersOfRoom, type Viewer } from './viewers.ts';

/** What is fleeting in a room: who is here, who is typing, how far everyone has got. */
interface RoomState {
  viewers: Member[];
  viewerIds: string[];
  typing: ReadonlySet<string>;
  receipts: ReadonlyMap<string, Receipt>;
}

/** A room's state for all who read it. It is followed for as long as somebody does. */
interface FollowedRoom {
  hub: StateHub<RoomState, RoomSignal>;
  /** Takes in what was stored. */
  merge(receipts: Receipt[]): void;
}

export type RoomStates = ReferenceCounted<FollowedRoom>;

export interface RoomStatesDependencies {
  typing: LiveState<null>;
  viewers: LiveState<Viewer>;
  receipts: Receipts;
}

/** Receipts of so many milliseconds are told together: everyone in a room receives each message, and says so. */
const gatherReceipts = 100;

export const createRoomStates = (dependencies: RoomStatesDependencies): RoomStates =>
  createReferenceCounted((roomId) => followRoom(dependencies, roomId));

function followRoom({ typing, viewers, receipts }: RoomStatesDependencies, roomId: string): { value: FollowedRoom; end(): void } {
  const progress = new Map<string, Receipt>();
  const read = (): RoomState => {
    const here = distinctMembers(viewers.entries(viewersOfRoom(roomId)).map(({ value }) => value.member));
    return {
      viewers: here,
      viewerIds: here.map(({ id }) => id),
      typing: new Set(typing.entries(roomId).map(({ userId }) => userId)),
      receipts: new Map(progress),
    };
  };
  const merge = (receipt: Receipt) => progress.set(receipt.userId, furthest(progress.get(receipt.userId), receipt));
  const hub = createStateHub({ read, differences });
  let gathering: NodeJS.Timeout | null = null;
  const unwatch = [
    typing.watch(roomId, hub.changed),
    viewers.watch(viewersOfRoom(roomId), hub.changed),
    receipts.watch(roomId, (receipt) => {
      merge(receipt);
      gathering ??= setTimeout(() => {
        gathering = null;
        hub.changed();
      }, gatherReceipts).unref();
    }),
  ];
  return {
    value: {
      hub,
      merge(stored) {
        stored.forEach(merge);
        hub.changed();
      },
    },
    end() {
      if (gathering) clearTimeout(gathering);
      unwatch.forEach((stop) => stop());
    },
  };
}

const furthest = (before: Receipt | undefined, { userId, lastReadSeq, lastDeliveredSeq }: Receipt): Receipt => ({
  userId,
  lastReadSeq: Math.max(lastReadSeq, before?.lastReadSeq ?? 0),
  lastDeliveredSeq: Math.max(lastDeliveredSeq, before?.lastDeliveredSeq ?? 0),
});

function differences(from: RoomState | null, to: RoomState): RoomSignal[] {
  const signals: RoomSignal[] = [];
  const { viewers, viewerIds: userIds, typing, receipts } = to;
  if (from?.viewerIds.join() !== userIds.join()) signals.push({ type: 'viewers', userIds, viewers });
  for (const userId of typing) if (!from?.typing.has(userId)) signals.push({ type: 'typing', userId, typing: true });
  for (const userId of from?.typing ?? []) if (!typing.has(userId)) signals.push({ type: 'typing', userId, typing: false });
  for (const [userId, receipt] of receipts) {
    const before = from?.receipts.get(userId);
    if (before?.lastReadSeq === receipt.lastReadSeq && before.lastDeliveredSeq === receipt.lastDeliveredSeq) continue;
    signals.push({ type: 'receipt', ...receipt });
  }
  return signals;
}
