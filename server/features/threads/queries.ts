import { sql } from 'kysely';
import type { z } from 'zod';
import type { Member } from '../../../shared/rooms.ts';
import type { Thread, threadInputs } from '../../../shared/threads.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { timeCursor } from '../../db/page-cursor.ts';
import { notFound } from '../../failure.ts';
import { lastMessagesOf, readingOf } from '../rooms/reading.ts';

/** Threads with the names they speak of, the most lively first. The start of every query that shows one. */
export function selectThreads(trx: TenantTransaction) {
  return trx
    .selectFrom('thread as h')
    .innerJoin('user_account as c', (join) =>
      join.onRef('c.tenant_id', '=', 'h.tenant_id').onRef('c.id', '=', 'h.created_by_id'),
    )
    .leftJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'h.tenant_id').onRef('p.id', '=', 'h.patient_id'))
    .innerJoin('topic as t', (join) =>
      join.onRef('t.tenant_id', '=', 'h.tenant_id').on('t.name', '=', sql<string>`'room:' || h.room_id`),
    )
    .selectAll('h')
    .select(['c.name as created_by_name', 'p.name as patient_name', 'p.date_of_birth', 't.seq as last_seq'])
    .orderBy('h.updated_at', 'desc')
    .orderBy('h.room_id', 'desc');
}

export type ThreadRow = Awaited<ReturnType<ReturnType<typeof selectThreads>['execute']>>[number];

/** The threads that the person is in. */
export const selectThreadsOf = (trx: TenantTransaction, userId: string) =>
  selectThreads(trx).innerJoin('room_member as m', (join) =>
    join.onRef('m.tenant_id', '=', 'h.tenant_id').onRef('m.room_id', '=', 'h.room_id').on('m.user_id', '=', userId),
  );

/** A thread without what differs from participant to participant. */
export type SharedThread = Omit<Thread, 'unread' | 'lastReadSeq'>;

export async function sharedThreads(trx: TenantTransaction, rows: ThreadRow[]): Promise<SharedThread[]> {
  const roomIds = rows.map((row) => row.room_id);
  const participants = await participantsOf(trx, roomIds);
  const last = await lastMessagesOf(trx, 'staff', roomIds);
  return rows.map((row) => ({
    roomId: row.room_id,
    tenantId: row.tenant_id,
    subject: row.subject,
    patient: toPatient(row),
    createdBy: { id: row.created_by_id, name: row.created_by_name },
    participants: participants.get(row.room_id) ?? [],
    lastMessage: last.get(row.room_id) ?? null,
    lastSeq: row.last_seq,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }));
}

const toPatient = ({ patient_id: id, patient_name: name, date_of_birth: dateOfBirth }: ThreadRow): Thread['patient'] =>
  id !== null && name !== null && dateOfBirth !== null ? { id, name, dateOfBirth } : null;

async function participantsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Member[]>> {
  if (roomIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('room_member as m')
    .innerJoin('user_account as u', (join) => join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.user_id'))
    .select(['m.room_id', 'u.id', 'u.name', 'u.role'])
    .where('m.room_id', 'in', roomIds)
    .orderBy('m.joined_at')
    .orderBy('u.id')
    .execute();
  const byRoom = Map.groupBy(rows, (row) => row.room_id);
  return new Map([...byRoom].map(([roomId, members]) => [roomId, members.map(({ id, name, role }) => ({ id, name, role }))]));
}

/** The threads as `userId` sees them, with their own read marks and unread counts. */
export async function threadsAs(trx: TenantTransaction, userId: string, rows: ThreadRow[]): Promise<Thread[]> {
  const threads = await sharedThreads(trx, rows);
  const roomIds = rows.map((row) => row.room_id);
  const reading = (await readingOf(trx, 'staff', [userId], roomIds)).get(userId);
  return threads.map((thread) => ({ ...thread, ...(reading?.get(thread.roomId) ?? { unread: 0, lastReadSeq: 0 }) }));
}

/** NOT_FOUND when the person is in no such thread. */
export async function threadFor(trx: TenantTransaction, userId: string, roomId: string): Promise<Thread> {
  const [thread] = await threadsAs(trx, userId, await selectThreadsOf(trx, userId).where('h.room_id', '=', roomId).execute());
  if (!thread) throw notFound();
  return thread;
}

/** One page of the threads that the person is in, the most lively first. */
export async function listThreads(
  trx: TenantTransaction,
  userId: string,
  { cursor, limit }: z.output<typeof threadInputs.list>,
): Promise<{ items: Thread[]; nextCursor: string | null }> {
  let query = selectThreadsOf(trx, userId).limit(limit + 1);
  if (cursor) {
    const [at, id] = timeCursor.read(cursor);
    query = query.where(sql<boolean>`(h.updated_at, h.room_id) < (${new Date(at)}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await threadsAs(trx, userId, page),
    nextCursor: rows.length > limit && last ? timeCursor.write([last.updated_at.getTime(), last.room_id]) : null,
  };
}
