import { newId } from '../../../shared/ids.ts';
import type { Member, Receipt, RoomSignal } from '../../../shared/rooms.ts';
import type { Database } from '../../db/database.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Tailers } from '../../realtime/tailers.ts';
import type { Caller } from '../../transport/context.ts';
import { requireRoom, type OpenRoom } from './access.ts';
import { followMembership } from './membership.ts';
import { lastSeqOf, receiptsOf } from './queries.ts';
import type { Receipts } from './receipts.ts';

/** Who has a room open. Grouped twice: by room for those in it, orders by tenant for the queue. */
export interface Viewer {
  roomId: string;
  member: Member;
}

export interface SignalFeedDependencies {
  db: Database;
  typing: LiveState<null>;
  viewers: LiveState<Viewer>;
  receipts: Receipts;
  tailers: Tailers;
}

export const viewersOfTenant = (tenantId: string): string => `tenant:${tenantId}`;
const viewersOfRoom = (roomId: string): string => `room:${roomId}`;

/**
 * Who is here, who is typing, how far everyone has read: the whole of it first, then what changes. Being open is being
 * here. Ends when the caller is removed from the room.
 */
export async function* roomSignalFeed(
  { db, typing, viewers, receipts, tailers }: SignalFeedDependencies,
  { caller, roomId, signal }: { caller: Caller; roomId: string; signal: AbortSignal },
): AsyncGenerator<RoomSignal, void> {
  const progress = new Map<string, Receipt>();
  const merge = (receipt: Receipt) => {
    const before = progress.get(receipt.userId);
    progress.set(receipt.userId, {
      userId: receipt.userId,
      lastReadSeq: Math.max(receipt.lastReadSeq, before?.lastReadSeq ?? 0),
      lastDeliveredSeq: Math.max(receipt.lastDeliveredSeq, before?.lastDeliveredSeq ?? 0),
    });
  };

  // Listening starts before the state is read, so nothing falls between the two.
  let changed: () => void = () => {};
  const unwatchReceipts = receipts.watch(roomId, (receipt) => {
    merge(receipt);
    changed();
  });
  try {
    using membership = await followMembership(tailers, caller, roomId);
    const { room, stored, lastSeq } = await db.snapshot(caller.tenantId, async (trx) => {
      const room = await requireRoom(trx, caller, roomId);
      return { room, stored: await receiptsOf(trx, roomId), lastSeq: await lastSeqOf(trx, roomId) };
    });
    stored.forEach(merge);
    using _here = stayHere(viewers, caller, room);
    const sent: SentSignals = { viewers: null, typing: new Set(), receipts: new Map() };
    yield* stateStream<RoomSignal>(
      (notify) => {
        changed = notify;
        const unwatch = [typing.watch(roomId, notify), viewers.watch(viewersOfRoom(roomId), notify)];
        return () => unwatch.forEach((stop) => stop());
      },
      () =>
        differences(sent, {
          viewers: distinctMembers(viewers.entries(viewersOfRoom(roomId)).map(({ value }) => value.member)),
          typing: new Set(typing.entries(roomId).map(({ userId }) => userId)),
          receipts: progress,
        }),
      AbortSignal.any([signal, membership.endAfter(lastSeq)]),
    );
  } finally {
    unwatchReceipts();
  }
}

function stayHere(viewers: LiveState<Viewer>, caller: Caller, { id: roomId, kind }: OpenRoom): Disposable {
  const key = newId();
  const entry = {
    userId: caller.userId,
    value: { roomId, member: { id: caller.userId, name: caller.name, role: caller.role } },
  };
  // who reads a thread is known to those in it, and not to the queue
  const groups = [viewersOfRoom(roomId), ...(kind === 'chat_order' ? [viewersOfTenant(caller.tenantId)] : [])];
  const leave = groups.map((group) => viewers.enter(group, key, entry));
  return { [Symbol.dispose]: () => leave.forEach((end) => end()) };
}

/** One entry a person, however many tabs they have, in a steady order. */
export const distinctMembers = <T extends { id: string }>(members: T[]): T[] =>
  [...new Map(members.map((member) => [member.id, member])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));

interface SentSignals {
  viewers: string | null;
  typing: Set<string>;
  receipts: Map<string, Receipt>;
}

/** What has changed since `sent`, which is brought up to date. */
function differences(
  sent: SentSignals,
  now: { viewers: Member[]; typing: Set<string>; receipts: Map<string, Receipt> },
): RoomSignal[] {
  const signals: RoomSignal[] = [];
  const userIds = now.viewers.map(({ id }) => id);
  if (sent.viewers !== userIds.join()) signals.push({ type: 'viewers', userIds, viewers: now.viewers });
  sent.viewers = userIds.join();

  for (const userId of now.typing) if (!sent.typing.has(userId)) signals.push({ type: 'typing', userId, typing: true });
  for (const userId of sent.typing) if (!now.typing.has(userId)) signals.push({ type: 'typing', userId, typing: false });
  sent.typing = now.typing;

  for (const [userId, receipt] of now.receipts) {
    const before = sent.receipts.get(userId);
    if (before?.lastReadSeq === receipt.lastReadSeq && before.lastDeliveredSeq === receipt.lastDeliveredSeq) continue;
    signals.push({ type: 'receipt', ...receipt });
    sent.receipts.set(userId, receipt);
  }
  return signals;
}
