import { sql } from 'kysely';
import type { Receipt } from '../../../shared/rooms.ts';
import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';

/** Somebody got further in a room. */
interface ReceiptHint extends Receipt {
  tenantId: string;
  roomId: string;
}

/** Told to the inbox when one person's unread count of a room has changed. */
export interface ReadHint {
  tenantId: string;
  userId: string;
  roomId: string;
}
export const readHints = 'reads';

/** How far everyone has got, told as it happens and written down once a second: a delivery must not cost a transaction. */
export interface Receipts {
  /** `userId` has received the room's log up to `seq`. */
  delivered(tenantId: string, roomId: string, userId: string, seq: number): void;
  /** A read mark that has been stored. */
  read(hint: ReceiptHint): void;
  watch(roomId: string, listener: (receipt: Receipt) => void): () => void;
  /** Writes down what is not written yet. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const channel = 'receipts';
const flushEvery = 1_000;

interface ReceiptsOptions {
  db: Database;
  bus: Bus;
  onFault: (error: unknown) => void;
}

export function createReceipts({ db, bus, onFault }: ReceiptsOptions): Receipts {
  let pending = new Map<string, { tenantId: string; roomId: string; userId: string; seq: number }>();

  async function flush(): Promise<void> {
    const batch = pending;
    pending = new Map();
    for (const [tenantId, rows] of Map.groupBy(batch.values(), (row) => row.tenantId)) {
      try {
        await writeDelivered(db, tenantId, rows);
      } catch (error) {
        for (const row of rows) note(row);
        onFault(error);
      }
    }
  }

  function note(row: { tenantId: string; roomId: string; userId: string; seq: number }): boolean {
    const key = `${row.roomId} ${row.userId}`;
    const before = pending.get(key);
    if (before && before.seq >= row.seq) return false;
    pending.set(key, row);
    return true;
  }

  const timer = setInterval(() => void flush(), flushEvery);
  return {
    delivered(tenantId, roomId, userId, seq) {
      if (note({ tenantId, roomId, userId, seq }))
        bus.publish(channel, { tenantId, roomId, userId, lastReadSeq: 0, lastDeliveredSeq: seq } satisfies ReceiptHint);
    },
    read(hint) {
      bus.publish(channel, hint);
    },
    watch: (roomId, listener) =>
      bus.subscribe(channel, (message) => {
        const hint = message as ReceiptHint;
        if (hint.roomId === roomId) listener(hint);
      }),
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

function writeDelivered(
  db: Database,
  tenantId: string,
  rows: { roomId: string; userId: string; seq: number }[],
): Promise<void> {
  return db.withTenant(tenantId, async (trx) => {
    await trx
      .insertInto('room_progress')
      .values(
        rows
          // sorted, so that two nodes that write at once wait for each other instead of deadlocking
          .toSorted((a, b) => (a.roomId + a.userId < b.roomId + b.userId ? -1 : 1))
          .map(({ roomId, userId, seq }) => ({
            tenant_id: tenantId,
            room_id: roomId,
            user_id: userId,
            last_delivered_seq: seq,
          })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'room_id', 'user_id']).doUpdateSet({
          last_delivered_seq: sql`greatest(room_progress.last_delivered_seq, excluded.last_delivered_seq)`,
        }),
      )
      .execute();
  });
}
