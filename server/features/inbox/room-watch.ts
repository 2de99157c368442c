import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import { topicHints } from '../../realtime/topic-hints.ts';
import { workForAll } from '../../work-owner.ts';

/** A person with unread messages in a room. */
export interface Unread {
  userId: string;
  roomId: string;
}

/**
 * Finds in the database what other nodes did and the bus did not tell: rooms that have grown, and unread messages that
 * were read elsewhere. Lists follow no log of their own, so without this a lost hint would leave them wrong.
 */
export interface RoomWatch {
  /** Follows the tenant from now on. `unread` names the marks that matter. Rejects when the database cannot be read. */
  follow(tenantId: string, unread: () => Unread[]): Promise<() => void>;
  stop(): void;
}

interface RoomWatchOptions {
  db: Database;
  bus: Bus;
  pollEvery: number;
  /** `userId` is null when it concerns everyone who sees the room. */
  onChanged: (tenantId: string, roomId: string, userId: string | null) => void;
  onFault: (error: unknown) => void;
}

interface Followed {
  unread: () => Unread[];
  heads: Map<string, number>;
  marks: Map<string, number>;
}

export function createRoomWatch({ db, bus, pollEvery, onChanged, onFault }: RoomWatchOptions): RoomWatch {
  if (bus.state === 'alone') return { follow: async () => () => undefined, stop: () => undefined };
  const followed = new Map<string, Followed>();

  const stopListening = bus.subscribe(topicHints, ({ tenantId, topic, seq }) => {
    const heads = followed.get(tenantId)?.heads;
    if (heads && topic.startsWith('room:')) heads.set(topic.slice('room:'.length), seq);
  });

  async function look(tenantId: string, tenant: Followed): Promise<void> {
    const pairs = tenant.unread();
    const { heads, marks } = await db.snapshot(tenantId, async (trx) => ({ heads: await roomHeads(trx), marks: await readMarks(trx, pairs) }));
    const before = tenant.heads;
    // a room that is not among them any more was closed; a hint may have been faster than this look
    for (const roomId of new Set([...heads.keys(), ...before.keys()]))
      if ((heads.get(roomId) ?? Infinity) > (before.get(roomId) ?? 0)) onChanged(tenantId, roomId, null);
    for (const { userId, roomId } of pairs) {
      const key = `${userId} ${roomId}`;
      if (marks.get(key) !== tenant.marks.get(key)) onChanged(tenantId, roomId, userId);
    }
    tenant.heads = heads;
    tenant.marks = marks;
  }

  let looking: Promise<void> | null = null;
  async function lookAtAll(): Promise<void> {
    for (const [tenantId, tenant] of followed) await look(tenantId, tenant).catch(onFault);
  }
  const lookNow = (): void => {
    looking ??= lookAtAll().finally(() => (looking = null));
  };

  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
    // a sound bus tells by itself; now and then it is checked all the same
    if (bus.state === 'degraded' || turns % limits.bus.soundLooks === 0) lookNow();
  }, pollEvery);
  const stopRejoining = bus.onReconnect(() => void (looking ? looking.then(lookNow) : lookNow()));

  return {
    async follow(tenantId, unread) {
      const heads = await workForAll(() => db.snapshot(tenantId, roomHeads));
      const tenant: Followed = { unread, heads, marks: new Map() };
      followed.set(tenantId, tenant);
      return () => void (followed.get(tenantId) === tenant && followed.delete(tenantId));
    },
    stop() {
      clearInterval(timer);
      stopListening();
      stopRejoining();
      followed.clear();
    },
  };
}

/** Where the logs stand of the rooms that lists show first: open orders and the most lively threads. */
async function roomHeads(trx: TenantTransaction): Promise<Map<string, number>> {
  const { rows } = await sql<{ room_id: string; seq: number }>`
    select room.room_id, (select topic.seq from topic where topic.name = ${roomTopic('')}::text || room.room_id) as seq from (
      (select room_id from chat_order where is_open)
      union all
      (select room_id from thread order by updated_at desc, room_id desc limit ${limits.thread.counted})
    ) room`.execute(trx);
  return new Map(rows.map(({ room_id, seq }) => [room_id, seq]));
}

async function readMarks(trx: TenantTransaction, pairs: Unread[]): Promise<Map<string, number>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<{ user_id: string; room_id: string; last_read_seq: number }>`
    select progress.user_id, progress.room_id, progress.last_read_seq
    from unnest(${pairs.map(({ userId }) => userId)}::uuid[], ${pairs.map(({ roomId }) => roomId)}::uuid[]) as pair (user_id, room_id)
    join room_progress progress on progress.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and progress.room_id = pair.room_id and progress.user_id = pair.user_id`.execute(trx);
  return new Map(rows.map((row) => [`${row.user_id} ${row.room_id}`, row.last_read_seq]));
}
