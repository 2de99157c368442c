import { sql } from 'kysely';
import type { ChatOrderSummary, QueueCounts } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { limits } from '../../../shared/limits.ts';
import { isPharmacyStaff, isStaff, type Role } from '../../../shared/roles.ts';
import type { Thread } from '../../../shared/threads.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { Audience } from '../../realtime/event-log.ts';
import { openOrderCounts, summarise, type SharedSummary } from '../chat-orders/order-list.ts';
import { ordersById, readOrders, roomsOfPatient } from '../chat-orders/queries.ts';
import { audienceOf } from '../rooms/access.ts';
import { newestOf, readingOf } from '../rooms/reading.ts';
import { isIn, readThreads, sharedThreads, threadsById } from '../threads/queries.ts';

export interface InboxReader {
  userId: string;
  role: Role;
}

/** Rooms as they are now, for each of the readers that they were loaded for. */
export interface InboxChanges {
  counts(userId: string): QueueCounts;
  rooms: { roomId: string; summaryFor(reader: InboxReader): ChatOrderSummary | null }[];
  /** Null for who is not, or no longer, in the thread. */
  threads: { roomId: string; summaryFor(reader: InboxReader): Thread | null }[];
}

/** Whether unread messages of the order count in the reader's total: staff care for what is theirs or nobody's. */
export const countsInTotal = (reader: InboxReader, order: Pick<SharedSummary, 'status' | 'assignee'>): boolean =>
  isOpen(order.status) && (reader.role === 'patient' || !order.assignee || order.assignee.id === reader.userId);

/** What the readers can see of these rooms. */
export function loadChanges(
  db: Database,
  tenantId: string,
  readers: InboxReader[],
  roomIds: string[],
): Promise<InboxChanges> {
  return db.snapshot(tenantId, async (trx) => {
    const rows = await readOrders(trx, ordersById(roomIds));
    const patientOf = new Map(rows.map((row) => [row.room_id, row.patient_user_id]));
    const views = {
      staff: await loadView(trx, 'staff', readers, rows),
      everyone: await loadView(trx, 'everyone', readers, rows),
    };
    return {
      threads: await loadThreads(trx, readers, roomIds),
      counts: await openOrderCounts(trx),
      rooms: rows.map(({ room_id: roomId }) => ({
        roomId,
        summaryFor(reader) {
          const maySee = isPharmacyStaff(reader.role) || patientOf.get(roomId) === reader.userId;
          return maySee ? views[audienceOf(reader)](roomId, reader.userId) : null;
        },
      })),
    };
  });
}

/** The rooms as one audience sees them, read once for all of its readers. */
async function loadView(
  trx: TenantTransaction,
  audience: Audience,
  readers: InboxReader[],
  rows: Parameters<typeof summarise>[2],
): Promise<(roomId: string, userId: string) => ChatOrderSummary | null> {
  const userIds = [...new Set(readers.filter((reader) => audienceOf(reader) === audience).map(({ userId }) => userId))];
  if (userIds.length === 0) return () => null;
  const summaries = new Map((await summarise(trx, audience, rows)).map((summary) => [summary.roomId, summary]));
  const reading = await readingOf(trx, audience, userIds, [...summaries.keys()], newestOf([...summaries.values()]));
  return (roomId, userId) => {
    const summary = summaries.get(roomId);
    return summary ? { ...summary, ...(reading.get(userId)?.get(roomId) ?? { unread: 0, lastReadSeq: 0 }) } : null;
  };
}

/** Those of the rooms that are threads, read once for all readers. */
async function loadThreads(trx: TenantTransaction, readers: InboxReader[], roomIds: string[]): Promise<InboxChanges['threads']> {
  const rows = await readThreads(trx, threadsById(roomIds));
  if (rows.length === 0) return [];
  const userIds = [...new Set(readers.filter(({ role }) => isStaff(role)).map(({ userId }) => userId))];
  const shared = await sharedThreads(trx, rows);
  const reading = await readingOf(trx, 'staff', userIds, rows.map((row) => row.room_id), newestOf(shared));
  return shared.map((thread) => ({
    roomId: thread.roomId,
    summaryFor({ userId, role }) {
      if (!isStaff(role) || !thread.participants.some(({ id }) => id === userId)) return null;
      return { ...thread, ...(reading.get(userId)?.get(thread.roomId) ?? { unread: 0, lastReadSeq: 0 }) };
    },
  }));
}

/** Unread counts of the orders that count in a reader's total, those of their threads, and the counters of the queues. */
export interface InboxContent {
  unread: Map<string, number>;
  threads: Map<string, number>;
  counts: QueueCounts;
}

/** What each of the readers begins with, in their order. */
export async function loadInboxes(trx: TenantTransaction, readers: InboxReader[]): Promise<InboxContent[]> {
  const counts = await openOrderCounts(trx);
  const contents: InboxContent[] = [];
  for (const reader of readers) {
    const roomIds = await countedOrders(trx, reader);
    contents.push({
      unread: await unreadIn(trx, reader, roomIds),
      threads: await unreadIn(trx, reader, isStaff(reader.role) ? await liveliestThreads(trx, reader.userId) : []),
      counts: isPharmacyStaff(reader.role) ? counts(reader.userId) : { unassigned: 0, mine: roomIds.length, all: roomIds.length },
    });
  }
  return contents;
}

async function unreadIn(trx: TenantTransaction, reader: InboxReader, roomIds: string[]): Promise<Map<string, number>> {
  const reading = (await readingOf(trx, audienceOf(reader), [reader.userId], roomIds)).get(reader.userId);
  return new Map([...(reading ?? [])].map(([roomId, { unread }]) => [roomId, unread]));
}

/** Open orders of which unread messages count in the reader's total: see `countsInTotal`. */
async function countedOrders(trx: TenantTransaction, { userId, role }: InboxReader): Promise<string[]> {
  if (role !== 'patient' && !isPharmacyStaff(role)) return [];
  const whose =
    role === 'patient'
      ? sql`room_id = any(${roomsOfPatient(userId)})`
      : sql`(assignee_id is null or assignee_id = ${userId}::uuid)`;
  const { rows } = await sql<{ room_id: string }>`
    select room_id from chat_order where is_open and ${whose} order by answered, waiting_since, room_id limit ${limits.order.counted}`.execute(trx);
  return rows.map((row) => row.room_id);
}

async function liveliestThreads(trx: TenantTransaction, userId: string): Promise<string[]> {
  const { rows } = await sql<{ room_id: string }>`
    select h.room_id from thread h where ${isIn(userId)} order by h.updated_at desc, h.room_id desc limit ${limits.thread.counted}`.execute(trx);
  return rows.map((row) => row.room_id);
}
