import type { z } from 'zod';
import type { ChatOrder, chatOrderInputs, OrderState } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { audienceOf } from '../rooms/access.ts';
import { appendToRoom, isDuplicateMessage, joinRoom, messageEntry, type RoomEntry } from '../rooms/room-log.ts';
import { requireOrderLeft, takeTurn } from './hourly-limit.ts';
import { replaceItems } from './items.ts';
import { orderFor, orderState } from './queries.ts';

type CreateInput = z.output<typeof chatOrderInputs.create>;

/** An order that is about to be stored. */
interface NewOrder {
  roomId: string;
  patient: { name: string; userId: string | null };
  itemNames: string[];
  note: string | null;
}

export interface CreateDependencies {
  log: EventLog;
  /** Tells those whom a new order concerns, in its transaction; the events that it returns are stored with it. Absent: nobody is told. */
  onCreated?(unit: UnitOfWork, caller: Caller, order: NewOrder): Promise<NewEvent[]>;
  /** Orders of a patient's own hand within an hour; `limits.order.perPatientHour` without it. */
  ordersPerHour?: number | undefined;
}

/**
 * Opens an order with its room; the note becomes the first message. Staff name the patient, a patient orders for
 * themselves, RATE_LIMITED beyond `limits.order.perPatientHour`. The same `clientOrderId` again gives the order that is
 * already there; ID_REUSED when it names a message.
 */
export async function createOrder(
  { log, onCreated, ordersPerHour = limits.order.perPatientHour }: CreateDependencies,
  caller: Caller,
  input: CreateInput,
): Promise<ChatOrder> {
  const viewer = { userId: caller.userId, audience: audienceOf(caller) };
  const attempt = () =>
    log.write(caller.tenantId, async (unit) => {
      const { trx } = unit;
      const ordersForThemselves = caller.role === 'patient';
      if (ordersForThemselves) await takeTurn(trx, caller);
      const before = await orderedBefore(trx, caller, input.clientOrderId);
      if (before) return orderFor(trx, viewer, before);
      if (ordersForThemselves) await requireOrderLeft(trx, caller, ordersPerHour);
      return orderFor(trx, viewer, await storeOrder(unit, caller, input, onCreated));
    });
  try {
    return await attempt();
  } catch (error) {
    // the note takes the order's client id as its own
    if (isDuplicateMessage(error)) throw new Failure('ID_REUSED', 'This order id was already used for a message.');
    // the same order, a moment ago on another connection: it is committed now and the second look finds it
    if (!isDuplicateOrder(error)) throw error;
    return attempt();
  }
}

async function storeOrder(unit: UnitOfWork, caller: Caller, input: CreateInput, onCreated: CreateDependencies['onCreated']): Promise<string> {
  const { trx } = unit;
  const { tenantId } = caller;
  const patient = await requirePatient(trx, caller, input.patientId);
  const roomId = newId();
  const now = new Date();
  await trx.insertInto('room').values({ tenant_id: tenantId, id: roomId, kind: 'chat_order', created_at: now }).execute();
  await trx
    .insertInto('chat_order')
    .values({
      tenant_id: tenantId,
      room_id: roomId,
      patient_id: patient.id,
      status: 'requested',
      assignee_id: null,
      claimed_by_id: null,
      waiting_since: now,
      created_by_id: caller.userId,
      client_order_id: input.clientOrderId,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await replaceItems(trx, tenantId, roomId, input.items ?? []);
  await trx
    .insertInto('order_change')
    .values({ tenant_id: tenantId, room_id: roomId, id: newId(), kind: 'created', actor_id: caller.userId, to_value: 'requested', at: now })
    .execute();
  await auditCall(trx, caller, 'chatOrders.create', { roomId, patientId: patient.id });
  await trx.insertInto('topic').values({ tenant_id: tenantId, name: `room:${roomId}` }).execute();
  const itemNames = (input.items ?? []).map(({ name }) => name);
  const told = await onCreated?.(unit, caller, { roomId, patient: { name: patient.name, userId: patient.user_id }, itemNames, note: input.note ?? null });
  await appendToRoom(unit, tenantId, roomId, await firstEntries(unit, caller, roomId, patient.user_id, input), { also: told ?? [] });
  return roomId;
}

/** Who is in the room, the note as the first message, and the order itself. */
async function firstEntries(
  unit: UnitOfWork,
  caller: Caller,
  roomId: string,
  patientUserId: string | null,
  input: CreateInput,
): Promise<RoomEntry[]> {
  const { trx } = unit;
  if (patientUserId && patientUserId !== caller.userId)
    await trx.insertInto('room_member').values({ tenant_id: caller.tenantId, room_id: roomId, user_id: patientUserId }).execute();
  const joined = await joinRoom(unit, caller, roomId);
  const state: OrderState = await orderState(trx, roomId);
  const created: RoomEntry = {
    audience: 'everyone',
    event: ({ seq }) => ({ type: 'order.updated', order: { ...state, lastSeq: seq } }),
  };
  if (!input.note) return [...joined, created];
  // The order comes last, and says that its patient waits: a note that staff took down is no answer to anybody.
  const draft = {
    clientMessageId: input.clientOrderId,
    content: input.note,
    messageType: 'text',
    visibility: 'everyone',
    priority: 'normal',
  } as const;
  return [...joined, messageEntry(caller, roomId, draft), created];
}

async function orderedBefore(trx: TenantTransaction, caller: Caller, clientOrderId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('order_request')
    .select('room_id')
    .where('created_by_id', '=', caller.userId)
    .where('client_order_id', '=', clientOrderId)
    .executeTakeFirst();
  return row?.room_id ?? null;
}

async function requirePatient(trx: TenantTransaction, caller: Caller, patientId: string | undefined) {
  if (caller.role !== 'patient' && !isPharmacyStaff(caller.role))
    throw new Failure('ROLE_NOT_ALLOWED', 'Only a pharmacy takes orders.');
  if (caller.role !== 'patient' && !patientId)
    throw new Failure('BAD_INPUT', 'Say for whom.', { issues: [{ path: 'patientId', message: 'Say for whom.' }] });
  let query = trx.selectFrom('patient').select(['id', 'name', 'user_id']);
  if (patientId) query = query.where('id', '=', patientId);
  if (caller.role === 'patient') query = query.where('user_id', '=', caller.userId);
  const patient = await query.executeTakeFirst();
  if (!patient) throw notFound();
  return patient;
}

const isDuplicateOrder = (error: unknown): boolean =>
  error instanceof Error &&
  'constraint' in error &&
  error.constraint === 'chat_order_tenant_id_created_by_id_client_order_id_key';
