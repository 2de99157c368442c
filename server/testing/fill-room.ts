import type { TestApp } from './app-on-database.ts';
import type { TestPerson } from './people.ts';
import { runAsSuperuser } from './superuser.ts';

/** Puts `count` messages of `sender` into the room at once, as if they had been sent. Returns the room's last number. */
export async function fillRoom(app: Pick<TestApp, 'databaseUrl'>, sender: Pick<TestPerson, 'id' | 'tenantId'>, roomId: string, count: number): Promise<number> {
  const [row] = await runAsSuperuser(
    app.databaseUrl,
    `with moved as (
       update topic set seq = seq + $4::int where tenant_id = $1 and name = 'room:' || $2::uuid returning seq - $4::int as start
     ), sent as (
       insert into message (tenant_id, room_id, seq, id, client_message_id, sender_id, content, message_type, visibility, priority, created_at)
       select $1, $2, start + n, gen_random_uuid(), gen_random_uuid(), $3, 'line ' || n, 'text', 'everyone', 'normal', now()
       from moved, generate_series(1, $4::int) n
       returning *
     ), logged as (
       insert into event (tenant_id, topic, seq, at, type, audience, body)
       select $1, 'room:' || room_id, seq, created_at, 'message.created', 'everyone', json_build_object(
         'type', 'message.created', 'roomId', room_id, 'seq', seq, 'at', created_at,
         'message', json_build_object('id', id, 'roomId', room_id, 'seq', seq, 'content', content))
       from sent
       returning seq
     )
     select max(seq)::int as seq from logged`,
    [sender.tenantId, roomId, sender.id, count],
  );
  return row!['seq'] as number;
}
