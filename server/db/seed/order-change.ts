import type { OrderChange, OrderItem, OrderState } from '../../../shared/chat-orders.ts';
import { isOpen, nextStatuses } from '../../../shared/order-status.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { accountCalled, type Cast } from './cast.ts';
import type { Act, ScriptItem } from './script.ts';

export type ChangeAct = Extract<Act, ['claims' | 'takes over' | 'releases' | 'assigns' | 'moves to' | 'sets items', ...unknown[]]>;

/** What an act makes of an order, and what else comes with it. */
export interface ScriptedChange extends Pick<OrderChange, 'kind'> {
  set: Partial<Pick<OrderState, 'status' | 'assignee' | 'claimedBy' | 'items'>>;
  from?: string | null;
  to?: string | null;
  reason?: string | null;
  /** A line for staff that follows in the conversation. */
  line?: string;
  joins?: boolean;
  /** The procedure that does this. */
  action: string;
}

/** The change that the product's own command makes; throws where the command would refuse. */
export function changeOf(cast: Cast, order: OrderState, actor: Member, act: ChangeAct, makeId: () => string): ScriptedChange {
  const refuse = (why: string): never => {
    throw new Error(`${actor.name} "${act[0]}" in the order of ${order.patient.name}: ${why}.`);
  };
  const holder = order.claimedBy;
  const own = { id: actor.id, name: actor.name };
  if (!isOpen(order.status)) refuse('the order is closed');
  if (act[0] !== 'takes over' && holder && holder.id !== actor.id && isStaff(actor.role)) refuse(`${holder.name} holds it`);

  switch (act[0]) {
    case 'claims':
      if (holder) refuse('it is theirs already');
      return { kind: 'claimed', set: { claimedBy: own, assignee: own }, to: own.name, joins: true, action: 'chatOrders.claim' };
    case 'takes over': {
      if (!holder || holder.id === actor.id) return refuse('nobody else holds it');
      const line = `${own.name} took this order over from ${holder.name}: ${act[1]}`;
      const set = { claimedBy: own, assignee: own };
      return { kind: 'taken_over', set, from: holder.name, to: own.name, reason: act[1], line, joins: true, action: 'chatOrders.claim' };
    }
    case 'releases': {
      const from = (holder ?? order.assignee ?? refuse("it is nobody's")).name;
      return { kind: 'released', set: { claimedBy: null, assignee: null }, from, action: 'chatOrders.release' };
    }
    case 'assigns': {
      const { id, name } = accountCalled(cast, act[1]);
      const set = { assignee: { id, name }, claimedBy: holder?.id === id ? holder : null };
      return { kind: 'assigned', set, from: order.assignee?.name ?? null, to: name, action: 'chatOrders.assign' };
    }
    case 'moves to': {
      const [, status, reason = null] = act;
      if (!nextStatuses(order.status).includes(status)) refuse(`${order.status} does not become ${status}`);
      return { kind: 'status_changed', set: { status }, from: order.status, to: status, reason, action: 'chatOrders.setStatus' };
    }
    case 'sets items': {
      const [, ...items] = act;
      const set = { items: identified(items, order.items, makeId) };
      return { kind: 'items_changed', set, to: String(items.length), action: 'chatOrders.setItems' };
    }
  }
}

/** Items that were there before, by name, stay the same item. */
export const identified = (items: ScriptItem[], before: OrderItem[], makeId: () => string): OrderItem[] =>
  items.map((item) => ({ id: before.find(({ name }) => name === item.name)?.id ?? makeId(), ...item }));
