import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Thread, threadInputs } from '../../../shared/threads.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { timeCursor } from '../../db/page-cursor.ts';
import { notFound } from '../../failure.ts';
import { membersOfRooms } from '../rooms/queries.ts';
import { lastMessagesOf, newestOf, readingOf } from '../rooms/reading.ts';

/** A thread with the names it speaks of. */
export interface ThreadRow {
  tenant_id: string;
  room_id: string;
  subject: string;
  patient_id: string | null;
  created_by_id: string;
  created_at: Date;
  updated_at: Date;
  created_by_name: string;
  patient_name: string | null;
  date_of_birth: string | null;
  last_seq: number;
}

/** What a page of `readThreads` selects of `thread as h`. */
const threadColumns = sql`h.tenant_id, h.room_id, h.subject, h.patient_id, h.created_by_id, h.created_at, h.updated_at`;

export const threadsById = (roomIds: string[]): RawBuilder<unknown> =>
  sql`select ${threadColumns} from unnest(${roomIds}::uuid[]) as wanted (id)
    cross join lateral (select ${threadColumns} from thread h where h.room_id = wanted.id limit 1) h`;

/**
 * Whether the person is in the thread `h`. Not a join: the ids of all their rooms are read once, from an index alone, so that
 * a list can be read in its own order and end with the page.
 */
export const isIn = (userId: string): RawBuilder<boolean> =>
  sql<boolean>`(h.room_id in (select room_id from room_member where user_id = ${userId}::uuid)) is true`;

/** The person's threads about a patient, the most lively first. */
export const threadsAbout = (userId: string, patientId: string, limit: number): RawBuilder<unknown> =>
  sql`select ${threadColumns} from thread h
    where h.patient_id = ${patientId}::uuid
      and exists (select from room_member m where m.tenant_id = h.tenant_id and m.room_id = h.room_id and m.user_id = ${userId}::uuid)
    order by h.updated_at desc, h.room_id desc limit ${limit}::int`;

/** The threads of a page, a query of `threadColumns`, with the names they speak of, the most lively first. */
export async function readThreads(trx: TenantTransaction, page: RawBuilder<unknown>): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    with page as materialized (${page}),
    creator as materialized (select id, name from user_account where id = any(array(select distinct created_by_id from page))),
    end_of as materialized (select name, seq from topic where name = any(array(select ${roomTopic('')}::text || room_id from page)))
    select page.tenant_id, page.room_id, page.subject, page.patient_id, page.created_by_id, page.created_at, page.updated_at,
      (select creator.name from creator where creator.id = page.created_by_id) as created_by_name, p.name as patient_name, p.date_of_birth,
      (select end_of.seq from end_of where end_of.name = ${roomTopic('')}::text || page.room_id) as last_seq
    from page
    left join lateral (select name, date_of_birth from patient where id = page.patient_id limit 1) p on true
    order by page.updated_at desc, page.room_id desc`.execute(trx);
  return rows;
}

/** A thread without what differs from participant to participant. */
export type SharedThread = Omit<Thread, 'unread' | 'lastReadSeq'>;

export async function sharedThreads(trx: TenantTransaction, rows: ThreadRow[]): Promise<SharedThread[]> {
  const roomIds = rows.map((row) => row.room_id);
  const participants = await membersOfRooms(trx, roomIds);
  const last = await lastMessagesOf(trx, roomIds);
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

/** The threads as `userId` sees them, with their own read marks and unread counts. */
export async function threadsAs(trx: TenantTransaction, userId: string, rows: ThreadRow[]): Promise<Thread[]> {
  const threads = await sharedThreads(trx, rows);
  const roomIds = rows.map((row) => row.room_id);
  const reading = (await readingOf(trx, 'staff', [userId], roomIds, newestOf(threads))).get(userId);
  return threads.map((thread) => ({ ...thread, ...(reading?.get(thread.roomId) ?? { unread: 0, lastReadSeq: 0 }) }));
}

/** NOT_FOUND when the person is in no such thread. */
export async function threadFor(trx: TenantTransaction, userId: string, roomId: string): Promise<Thread> {
  const page = sql`select ${threadColumns} from thread h where h.room_id = ${roomId}::uuid
    and exists (select from room_member m where m.tenant_id = h.tenant_id and m.room_id = h.room_id and m.user_id = ${userId}::uuid)`;
  const [thread] = await threadsAs(trx, userId, await readThreads(trx, page));
  if (!thread) throw notFound();
  return thread;
}

/** One page of the threads that the person is in, the most lively first. */
export async function listThreads(
  trx: TenantTransaction,
  userId: string,
  { cursor, limit }: z.output<typeof threadInputs.list>,
): Promise<{ items: Thread[]; nextCursor: string | null }> {
  const [at, id] = cursor ? timeCursor.read(cursor) : [];
  const after = at !== undefined ? sql`and (h.updated_at, h.room_id) < (${new Date(at)}::timestamptz, ${id}::uuid)` : sql``;
  const rows = await readThreads(
    trx,
    sql`select ${threadColumns} from thread h where ${isIn(userId)} ${after} order by h.updated_at desc, h.room_id desc limit ${limit + 1}::int`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await threadsAs(trx, userId, page),
    nextCursor: rows.length > limit && last ? timeCursor.write([last.updated_at.getTime(), last.room_id]) : null,
  };
}
