import { sql } from 'kysely';
import type { LastMessage } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Audience } from '../../realtime/event-log.ts';
import { previewPoints, toLastMessages, type LastRow } from '../rooms/reading.ts';
import type { OrderRow } from './queries.ts';

type Part = 'last' | 'patient' | 'note';

/** What a row of a queue shows of its conversation. */
export type LastWords = Record<Part, LastMessage | null>;

const noWords: LastWords = { last: null, patient: null, note: null };

/**
 * Of each order the newest message that readers of `audience` may see, the newest that its patient wrote, and the newest
 * internal note. One walk backwards through each room, and another where the patient wrote nothing lately; both end.
 */
export async function lastWordsOf(trx: TenantTransaction, audience: Audience, orders: Pick<OrderRow, 'room_id' | 'patient_user_id' | 'patient_name'>[]): Promise<(roomId: string) => LastWords> {
  if (orders.length === 0) return () => noWords;
  const visible = audience === 'everyone' ? sql`and visibility = 'everyone'` : sql``;
  const columns = sql`seq, sender_id, visibility, created_at, substr(content, 1, ${previewPoints}::int) as content`;
  const newest = (count: number) => sql`
    select ${columns} from message where room_id = room.id and message_type <> 'system' ${visible} order by seq desc limit ${count}::int`;
  const { rows } = await sql<LastRow & { part: Part }>`
    with room as materialized (
      select id, patient_user_id
      from unnest(${orders.map((order) => order.room_id)}::uuid[], ${orders.map((order) => order.patient_user_id)}::uuid[]) as listed (id, patient_user_id)
    ),
    recent as materialized (
      select room.id as room_id, room.patient_user_id, m.* from room cross join lateral (${newest(limits.preview.recent)}) m
    ),
    older as materialized (
      select room.id as room_id, m.* from room
      cross join lateral (
        select * from (${newest(limits.preview.patientWithin)}) written where written.sender_id = room.patient_user_id order by seq desc limit 1
      ) m
      where not (room.id = any(array(select room_id from recent where sender_id = patient_user_id)))
    ),
    chosen as materialized (
      select distinct on (recent.room_id, part.name) part.name as part,
        recent.room_id, recent.seq, recent.sender_id, recent.visibility, recent.created_at, recent.content
      from recent
      cross join lateral (values ('last', true), ('note', visibility = 'staff'), ('patient', sender_id = patient_user_id)) as part (name, fits)
      where part.fits
      order by recent.room_id, part.name, recent.seq desc
    ),
    found as materialized (
      select part, room_id, seq, sender_id, visibility, created_at, content from chosen
      union all
      select 'patient', room_id, seq, sender_id, visibility, created_at, content from older
    )
    select part, room_id, seq, sender_id, visibility, created_at, content from found`.execute(trx);
  const patients = new Map(orders.flatMap((order) => (order.patient_user_id === null ? [] : [[order.patient_user_id, order.patient_name]])));
  const messages = await toLastMessages(trx, rows, patients);
  const words = new Map<string, LastWords>();
  for (const [index, { room_id, part }] of rows.entries()) words.set(room_id, { ...(words.get(room_id) ?? noWords), [part]: messages[index]! });
  return (roomId) => words.get(roomId) ?? noWords;
}
