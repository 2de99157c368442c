/** Everything that was said and done in rooms, before it becomes rows; `n_thread` is there for threads alone. */
export const entryTableSql = `
create temp table lived_entry (
  no int, room_id uuid, n bigint, n_thread bigint, seq bigint, at timestamptz, kind text, user_id uuid, name text, role text, visibility text, order_status text
);
`;

/** The logs of the rooms and their messages, as the application stores and sends them, in the order in which they happened. */
export const entriesSql = `
analyze lived_entry;

insert into topic (tenant_id, name, seq)
select t.tenant_id, 'room:' || room_id, max(seq) from lived_entry e join lived_tenant t using (no) group by 1, room_id;

create temp table lived_message as
select t.tenant_id, e.no, e.n, e.room_id, e.seq, e.at, e.user_id, e.name, e.role, e.visibility,
  pg_temp.id_of('message', e.no, e.room_id::text || e.seq, e.at) as id, pg_temp.id_of('client message', e.no, e.room_id::text || e.seq, e.at) as client_id,
  pg_temp.line(e.no, e.n, e.seq) as content
from lived_entry e join lived_tenant t using (no) where e.kind = 'message';
analyze lived_message;

insert into message (tenant_id, room_id, seq, id, client_message_id, sender_id, content, message_type, visibility, priority, created_at)
select tenant_id, room_id, seq, id, client_id, user_id, content, 'text', visibility, 'normal', at from lived_message order by at, seq;

insert into event (tenant_id, topic, seq, at, type, audience, body)
select tenant_id, 'room:' || room_id, seq, at, type, audience, format('{"roomId":"%s","seq":%s,"at":"%s","type":"%s",%s}', room_id, seq, pg_temp.iso(at), type, rest)
from (
  select tenant_id, room_id, seq, at, 'message.created' as type, visibility as audience, format('"message":{"id":"%s","roomId":"%s","seq":%s,' ||
    '"clientMessageId":"%s","sender":{"id":"%s","name":%s,"role":"%s"},"content":%s,"messageType":"text","visibility":"%s","attachments":[],"priority":"normal","createdAt":"%s"}',
    id, room_id, seq, client_id, user_id, to_json(name), role, to_json(content), visibility, pg_temp.iso(at)) as rest
  from lived_message
  union all
  select t.tenant_id, e.room_id, e.seq, e.at, 'member.joined', 'staff', format('"member":{"id":"%s","name":%s,"role":"%s"}', e.user_id, to_json(e.name), e.role)
  from lived_entry e join lived_tenant t using (no) where e.kind = 'joined'
  union all
  select t.tenant_id, e.room_id, e.seq, e.at, 'order.updated', 'everyone', format('"order":{"roomId":"%s","tenantId":"%s","patient":{"id":"%s","name":%s,"dateOfBirth":"%s"},' ||
    '"status":"%s","version":1,"items":[],"assignee":null,"claimedBy":null,"lastSeq":%s,"waitingSince":"%s","answered":false,"createdAt":"%s","updatedAt":"%s"}',
    e.room_id, t.tenant_id, o.patient_id, to_json(o.patient_name), o.born, e.order_status, e.seq, pg_temp.iso(e.at), pg_temp.iso(o.created_at), pg_temp.iso(e.at))
  from lived_entry e join lived_tenant t using (no) join lived_order o on o.no = e.no and o.n = e.n where e.kind = 'order'
) logged order by at, seq;
`;
