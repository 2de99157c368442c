import { v7 } from 'uuid';
import type { Message } from '../../../shared/messages.ts';
import type { Member, RoomEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import { messageRow } from '../../features/rooms/room-log.ts';
import type { TenantTransaction } from '../database.ts';
import { patientCalled, type Cast } from './cast.ts';
import type { ThreadScript } from './thread-script.ts';

const minute = 60_000;

/** Stores the threads as they stand at `now` (milliseconds): what the product's commands would have stored, one after the other. */
export async function insertThreads(trx: TenantTransaction, cast: Cast, scripts: ThreadScript[], now: number): Promise<void> {
  for (const script of scripts) await insertThread(trx, cast, script, now);
}

async function insertThread(trx: TenantTransaction, cast: Cast, { subject, patient, participants, lines, readBy }: ThreadScript, now: number): Promise<void> {
  const { tenantId } = cast;
  const people = participants.map((name) => staffNamed(cast, name));
  const patientId = patient === undefined ? null : patientCalled(cast, patient).id;
  const start = now - (lines[0]![0] + 1) * minute;
  const created_at = new Date(start);
  const updated_at = new Date(now - lines.at(-1)![0] * minute);
  const roomId = v7({ msecs: start });
  const own = { tenant_id: tenantId, room_id: roomId };

  const joined = people.map((member, index): RoomEvent => ({ roomId, seq: index + 1, at: created_at.toISOString(), type: 'member.joined', member }));
  const messages = lines.map(([minutesAgo, who, content], index): Message => {
    const at = now - minutesAgo * minute;
    const mentionIds = people.filter(({ name }) => content.includes(`@${name}`)).map(({ id }) => id);
    return {
      id: v7({ msecs: at }),
      roomId,
      seq: people.length + index + 1,
      clientMessageId: v7({ msecs: at }),
      sender: staffNamed(cast, who),
      content,
      messageType: 'text',
      visibility: 'everyone',
      attachments: [],
      priority: 'normal',
      ...(mentionIds.length > 0 && { mentionIds }),
      createdAt: new Date(at).toISOString(),
    };
  });
  const events = [...joined, ...messages.map((message): RoomEvent => ({ roomId, seq: message.seq, at: message.createdAt, type: 'message.created', message }))];
  const lastSeq = events.length;

  await trx.insertInto('room').values({ tenant_id: tenantId, id: roomId, kind: 'thread', created_at }).execute();
  await trx
    .insertInto('thread')
    .values({ ...own, subject, patient_id: patientId, created_by_id: people[0]!.id, client_thread_id: v7({ msecs: start }), created_at, updated_at })
    .execute();
  await trx.insertInto('room_member').values(people.map(({ id }) => ({ ...own, user_id: id, joined_at: created_at }))).execute();
  await trx.insertInto('topic').values({ tenant_id: tenantId, name: roomTopic(roomId), seq: lastSeq }).execute();
  await trx
    .insertInto('event')
    .values(
      events.map((event) => ({
        tenant_id: tenantId,
        topic: roomTopic(roomId),
        seq: event.seq,
        at: new Date(event.at),
        type: event.type,
        audience: event.type === 'member.joined' ? ('staff' as const) : ('everyone' as const),
        body: JSON.stringify(event),
      })),
    )
    .execute();
  await trx.insertInto('message').values(messages.map((message) => messageRow(tenantId, message))).execute();
  const progress = people.map(({ id, name }) => {
    const wrote = messages.findLast(({ sender }) => sender.id === id)?.seq ?? 0;
    const read = readBy.some((reader) => isCalled(name, reader)) ? lastSeq : wrote;
    return { ...own, user_id: id, last_read_seq: read, last_delivered_seq: read };
  });
  await trx.insertInto('room_progress').values(progress).execute();
  const audit = [
    { actor: people[0]!.id, action: 'threads.create', at: created_at },
    ...messages.map(({ sender, createdAt }) => ({ actor: sender.id, action: 'messages.send', at: new Date(createdAt) })),
  ];
  await trx
    .insertInto('audit_entry')
    .values(audit.map(({ actor, action, at }) => ({ ...own, id: v7({ msecs: at.getTime() }), at, actor_id: actor, session_id: null, action, patient_id: patientId, outcome: 'allowed' as const })))
    .execute();
}

/** Says that these people are on duty since the morning; it counts once they sign in. */
export async function insertDuty(trx: TenantTransaction, cast: Cast, names: string[], now: number): Promise<void> {
  const since = new Date(now - 30 * minute);
  await trx.insertInto('duty').values(names.map((name) => ({ tenant_id: cast.tenantId, user_id: staffNamed(cast, name).id, since }))).execute();
}

const isCalled = (name: string, firstName: string): boolean => name.replace(/^Dr\. /, '').split(' ')[0] === firstName;

function staffNamed({ accounts }: Cast, firstName: string): Member {
  const person = accounts.find(({ name, role }) => role !== 'patient' && isCalled(name, firstName));
  if (!person) throw new Error(`Nobody of the staff is called ${firstName}.`);
  return person;
}
