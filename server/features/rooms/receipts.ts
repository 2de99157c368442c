import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import type { Receipt } from '../../../shared/rooms.ts';
import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import { jsonChannel } from '../../realtime/wire.ts';

/** Somebody got further in a room. */
interface RoomReceipt extends Receipt {
  tenantId: string;
  roomId: string;
}

/** How far everyone has got, told as it happens and written down once a second: a delivery must not cost a transaction. */
export interface Receipts {
  /** `userId` has received the room's log up to `seq`. */
  delivered(tenantId: string, roomId: string, userId: string, seq: number): void;
  /** A read mark that has been stored. */
  read(receipt: RoomReceipt): void;
  watch(roomId: string, listener: (receipt: Receipt) => void): () => void;
  /** Writes down what is not written yet. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Delivered {
  tenantId: string;
  roomId: string;
  userId: string;
  seq: number;
}

const asReceipt = ({ seq, ...row }: Delivered): RoomReceipt => ({ ...row, lastReadSeq: 0, lastDeliveredSeq: seq });

const flushEvery = 1_000;
/** Receipts in one message to the other nodes. */
const perHint = 50;

const seqSchema = z.int().nonnegative();
const receiptHints = jsonChannel<RoomReceipt[]>(
  'receipts',
  z.array(z.object({ tenantId: idSchema, roomId: idSchema, userId: idSchema, lastReadSeq: seqSchema, lastDeliveredSeq: seqSchema })).max(perHint),
  { key: (receipts) => receipts[0]?.roomId ?? '' },
);

interface ReceiptsOptions {
  db: Database;
  bus: Bus;
  onFault: (error: unknown) => void;
}

export function createReceipts({ db, bus, onFault }: ReceiptsOptions): Receipts {
  let pending = new Map<string, Delivered>();
  const watchers = new Map<string, Set<(receipt: Receipt) => void>>();

  const tell = (receipt: RoomReceipt): void => {
    for (const listener of watchers.get(receipt.roomId) ?? []) listener(receipt);
  };
  const stopListening = bus.subscribe(receiptHints, (receipts) => receipts.forEach(tell));

  async function flush(): Promise<void> {
    const batch = pending;
    pending = new Map();
    for (const [tenantId, rows] of Map.groupBy(batch.values(), (row) => row.tenantId)) {
      try {
        await writeDelivered(db, tenantId, rows);
        // readers on this node were told at once; a message a second is enough for the others
        for (let start = 0; start < rows.length; start += perHint)
          bus.publish(receiptHints, rows.slice(start, start + perHint).map(asReceipt));
      } catch (error) {
        for (const row of rows) note(row);
        onFault(error);
      }
    }
  }

  function note(row: Delivered): boolean {
    const key = `${row.roomId} ${row.userId}`;
    const before = pending.get(key);
    if (before && before.seq >= row.seq) return false;
    pending.set(key, row);
    return true;
  }

  const timer = setInterval(() => void flush(), flushEvery);
  return {
    delivered(tenantId, roomId, userId, seq) {
      const row = { tenantId, roomId, userId, seq };
      if (note(row)) tell(asReceipt(row));
    },
    read: (receipt) => bus.publish(receiptHints, [receipt]),
    watch(roomId, listener) {
      const listeners = watchers.get(roomId) ?? new Set();
      watchers.set(roomId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(roomId) === listeners) watchers.delete(roomId);
      };
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
      stopListening();
    },
  };
}

/** One text however many there are, so that it is planned once; sorted, so that two nodes that write at once do not deadlock. */
function writeDelivered(db: Database, tenantId: string, rows: Delivered[]): Promise<unknown> {
  return db.withTenant(tenantId, (trx) =>
    sql`
      insert into room_progress (tenant_id, room_id, user_id, last_delivered_seq)
      select ${tenantId}::uuid, "roomId", "userId", seq
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as delivered ("roomId" uuid, "userId" uuid, seq bigint)
      order by "roomId", "userId"
      on conflict (tenant_id, room_id, user_id) do update
      set last_delivered_seq = greatest(room_progress.last_delivered_seq, excluded.last_delivered_seq)`.execute(trx),
  );
}
