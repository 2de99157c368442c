import { newId } from '../../../shared/ids.ts';
import type { RoomSignal } from '../../../shared/rooms.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import type { Tailers } from '../../realtime/tailers.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { plainly, stateFeed } from '../../transport/state-feed.ts';
import { noteViewing, type Viewing } from '../presence/viewing.ts';
import type { OpenRoom } from './access.ts';
import { followMembership } from './membership.ts';
import type { OpenRoomSignals } from './open-rooms.ts';
import type { RoomStates } from './room-states.ts';
import { viewersOfRoom, viewersOfTenant, type Viewer } from './viewers.ts';

export interface SignalFeedDependencies {
  viewers: LiveState<Viewer>;
  viewing: Viewing;
  tailers: Tailers;
}

interface SignalFeedRequest {
  caller: Caller;
  connection: Connection | null;
  roomId: string;
  signal: AbortSignal;
}

/**
 * Who is here, who is typing, how far everyone has read: the whole of it first, then what changes. Being open is being
 * here. Ends when the caller is removed from the room.
 */
export async function* roomSignalFeed(
  { viewers, viewing, tailers }: SignalFeedDependencies,
  openRoomSignals: OpenRoomSignals,
  roomStates: RoomStates,
  { caller, connection, roomId, signal }: SignalFeedRequest,
): AsyncGenerator<RoomSignal, void> {
  // Following starts before the past is read, so nothing falls between the two.
  using room = roomStates.hold(roomId);
  using membership = await followMembership(tailers, caller, roomId);
  const { room: admitted, receipts, lastSeq } = await openRoomSignals(caller, roomId);
  room.value.merge(receipts);
  using _here = stayHere({ viewers, viewing }, caller, admitted);
  yield* stateFeed(room.value.hub, { connection, lens: plainly<RoomSignal>(), signal: AbortSignal.any([signal, membership.endAfter(lastSeq)]) });
}

function stayHere({ viewers, viewing }: Pick<SignalFeedDependencies, 'viewers' | 'viewing'>, caller: Caller, { id: roomId, kind }: OpenRoom): Disposable {
  const key = newId();
  const entry = {
    userId: caller.userId,
    value: { roomId, member: { id: caller.userId, name: caller.name, role: caller.role } },
  };
  // who reads a thread is known to those in it, and not to the queue
  const groups = [viewersOfRoom(roomId), ...(kind === 'chat_order' ? [viewersOfTenant(caller.tenantId)] : [])];
  const leave = groups.map((group) => viewers.enter(group, key, entry));
  leave.push(noteViewing(viewing, caller, { kind: kind === 'thread' ? 'thread' : 'order', id: roomId }));
  return { [Symbol.dispose]: () => leave.forEach((end) => end()) };
}
