import type { z } from 'zod';
import type { ChatOrder, chatOrderInputs, OrderChangeKind } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { cutText, isolated, sentence } from '../../../shared/text.ts';
import { correctionSentence, statusSentence } from '../../../shared/order-status.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { EventLog, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notice, Notify } from '../notifications/notify.ts';
import { audienceOf, requireRoom } from '../rooms/access.ts';
import { appendToRoom, joinRoom, staffLine, type RoomEntry } from '../rooms/room-log.ts';
import { itemsOf, orderById, orderFor, orderState, type OrderRow } from './queries.ts';
import { alreadyClaimed, holderOf, requireColleague, requireFreeOrOwn, requireOpen, requirePatientStep, requireVersion } from './access.ts';
import { replaceItems } from './items.ts';
import { requireStep } from './steps.ts';

type Input<Name extends keyof typeof chatOrderInputs> = z.output<(typeof chatOrderInputs)[Name]>;

/** What a command does to an order that it found fit for it. */
interface Change {
  kind: OrderChangeKind;
  set: Partial<Pick<OrderRow, 'status' | 'assignee_id' | 'claimed_by_id'>>;
  from?: string | null;
  to?: string | null;
  reason?: string | null;
  /** Lines for staff that follow the change in the conversation. */
  lines?: string[];
  /** Whether the caller becomes a member of the room by it. */
  joins?: boolean;
  /** Who is notified of it. */
  notice?: Pick<Notice, 'to' | 'type' | 'title' | 'body'>;
}

/** Somebody lost an order that they held. */
interface ClaimLost {
  tenantId: string;
  userId: string;
  roomId: string;
  by: { id: string; name: string };
  reason: string;
}

export interface OrderCommandDependencies {
  log: EventLog;
  notify: Notify;
  /** Told after the commit. */
  onClaimLost(lost: ClaimLost): void;
}

/**
 * Locks the order, lets `decide` judge it as it is now, and stores its change, the history line, the audit row and the
 * events as one. `decide` returns null when there is nothing to do.
 */
async function changeOrder(
  { log, notify }: OrderCommandDependencies,
  caller: Caller,
  roomId: string,
  action: string,
  decide: (order: OrderRow, unit: UnitOfWork) => Change | null | Promise<Change | null>,
): Promise<ChatOrder> {
  return log.write(caller.tenantId, async (unit) => {
    const { trx } = unit;
    await requireRoom(trx, caller, roomId);
    // Two statements: one that locks and joins would, after waiting, show the new order with the names that it had before.
    await trx.selectFrom('chat_order').select('room_id').where('room_id', '=', roomId).forUpdate().execute();
    const order = await orderById(trx, roomId);
    const change = await decide(order, unit);
    if (change) {
      const entries = await storeChange(unit, caller, order, change, action);
      const about = { tenantId: caller.tenantId, by: caller.userId, entity: { kind: 'chat_order', id: roomId } } as const;
      const notices = change.notice ? await notify(trx, { ...about, ...change.notice }) : [];
      await appendToRoom(unit, caller.tenantId, roomId, entries, { also: notices });
    }
    return orderFor(trx, { userId: caller.userId, audience: audienceOf(caller) }, roomId);
  });
}

async function storeChange(
  unit: UnitOfWork,
  caller: Caller,
  order: OrderRow,
  change: Change,
  action: string,
): Promise<RoomEntry[]> {
  const { trx } = unit;
  const roomId = order.room_id;
  const now = new Date();
  await trx
    .updateTable('chat_order')
    .set({ ...change.set, version: order.version + 1, updated_at: now })
    .where('room_id', '=', roomId)
    .execute();
  await trx
    .insertInto('order_change')
    .values({
      tenant_id: caller.tenantId,
      room_id: roomId,
      id: newId(),
      kind: change.kind,
      actor_id: caller.userId,
      from_value: change.from ?? null,
      to_value: change.to ?? null,
      reason: change.reason ?? null,
      at: now,
    })
    .execute();
  await auditCall(trx, caller, action, { roomId, patientId: order.patient_id });
  const joined = change.joins ? await joinRoom(unit, caller, roomId) : [];
  const state = await orderState(trx, roomId);
  return [
    ...joined,
    { audience: 'everyone', event: ({ seq }) => ({ type: 'order.updated', order: { ...state, lastSeq: seq } }) },
    ...(change.lines ?? []).map((line) => staffLine(caller, roomId, line)),
  ];
}

/** What the order is about, as its patient calls it. */
async function itemWords(trx: TenantTransaction, roomId: string): Promise<string> {
  const items = (await itemsOf(trx, [roomId])).get(roomId) ?? [];
  return items.length > 0 ? cutText(items.map(({ name }) => isolated(name)).join(', '), limits.text.reason) : 'Your order';
}

export function createOrderCommands(dependencies: OrderCommandDependencies) {
  const { onClaimLost } = dependencies;
  return {
    /** Takes the order for the caller; one of many who try at once gets it. ALREADY_CLAIMED names the holder. */
    async claim(caller: Caller, { roomId, takeOver }: Input<'claim'>): Promise<ChatOrder> {
      let lost: ClaimLost | null = null;
      const order = await changeOrder(dependencies, caller, roomId, 'chatOrders.claim', (current) => {
        requireOpen(current);
        const holder = holderOf(current);
        if (holder?.id === caller.userId) return null;
        const set = { claimed_by_id: caller.userId, assignee_id: caller.userId };
        if (!holder) return { kind: 'claimed', set, to: caller.name, joins: true };
        if (!takeOver) throw alreadyClaimed(holder);
        const { reason } = takeOver;
        lost = { tenantId: caller.tenantId, userId: holder.id, roomId, by: { id: caller.userId, name: caller.name }, reason };
        const line = sentence`${caller.name} took this order over from ${holder.name}: ${reason}`;
        return { kind: 'taken_over', set, from: holder.name, to: caller.name, reason, lines: [line], joins: true };
      });
      if (lost) onClaimLost(lost);
      return order;
    },

    /** Gives the order back to the queue: the holder's own, or with a reason somebody else's. */
    async release(caller: Caller, { roomId, takeOver }: Input<'release'>): Promise<ChatOrder> {
      let lost: ClaimLost | null = null;
      const order = await changeOrder(dependencies, caller, roomId, 'chatOrders.release', (current) => {
        requireOpen(current);
        const set = { claimed_by_id: null, assignee_id: null };
        const holder = holderOf(current);
        if (!holder) return current.assignee_id ? { kind: 'released', set, from: current.assignee_name } : null;
        if (holder.id === caller.userId) return { kind: 'released', set, from: holder.name };
        if (!takeOver) throw alreadyClaimed(holder);
        const { reason } = takeOver;
        lost = { tenantId: caller.tenantId, userId: holder.id, roomId, by: { id: caller.userId, name: caller.name }, reason };
        const line = sentence`${caller.name} released this order, which ${holder.name} had taken: ${reason}`;
        return { kind: 'released', set, from: holder.name, reason, lines: [line] };
      });
      if (lost) onClaimLost(lost);
      return order;
    },

    /** Hands the order to a colleague, who claims it when they start on it. */
    assign: (caller: Caller, { roomId, userId, expectedVersion }: Input<'assign'>): Promise<ChatOrder> =>
      changeOrder(dependencies, caller, roomId, 'chatOrders.assign', async (current, { trx }) => {
        requireOpen(current);
        requireFreeOrOwn(current, caller);
        requireVersion(current, expectedVersion);
        const colleague = await requireColleague(trx, userId);
        const claimed_by_id = colleague.id === current.claimed_by_id ? colleague.id : null;
        return {
          kind: 'assigned',
          set: { assignee_id: colleague.id, claimed_by_id },
          from: current.assignee_name,
          to: colleague.name,
          notice: {
            to: colleague.id === current.assignee_id ? [] : [colleague.id],
            type: 'order.assigned',
            title: 'An order was handed to you',
            body: sentence`${caller.name} handed you the order of ${current.patient_name}.`,
          },
        };
      }),

    /** Takes a step onwards or one back: see `requireStep`. A patient may only call their own order off, in time. */
    setStatus: (caller: Caller, input: Input<'setStatus'>): Promise<ChatOrder> =>
      changeOrder(dependencies, caller, input.roomId, 'chatOrders.setStatus', async (current, { trx }) => {
        if (caller.role === 'patient') requirePatientStep(current, input.status);
        else requireFreeOrOwn(current, caller);
        requireVersion(current, input.expectedVersion);
        const { isBack } = await requireStep(trx, caller, current, input);
        return {
          kind: 'status_changed',
          set: { status: input.status },
          from: current.status,
          to: input.status,
          reason: input.reason || null,
          notice: {
            to: current.patient_user_id ? [current.patient_user_id] : [],
            type: 'order.status_changed',
            title: isBack ? correctionSentence(input.status) : statusSentence(input.status),
            body: await itemWords(trx, current.room_id),
          },
        };
      }),

    /** Replaces the items. Items that keep their id stay the same item. */
    setItems: (caller: Caller, { roomId, items, expectedVersion }: Input<'setItems'>): Promise<ChatOrder> =>
      changeOrder(dependencies, caller, roomId, 'chatOrders.setItems', async (current, { trx }) => {
        requireOpen(current);
        requireFreeOrOwn(current, caller);
        requireVersion(current, expectedVersion);
        await replaceItems(trx, caller.tenantId, roomId, items);
        return { kind: 'items_changed', set: {}, to: String(items.length) };
      }),
  };
}

