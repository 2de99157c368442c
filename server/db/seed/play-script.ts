import { v7 } from 'uuid';
import type { OrderChange, OrderState } from '../../../shared/chat-orders.ts';
import { turnAfter } from '../../../shared/order-turn.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Member, Receipt, RoomEvent, RoomLogEvent } from '../../../shared/rooms.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Audience } from '../../realtime/event-log.ts';
import { accountCalled, patientCalled, type Cast } from './cast.ts';
import { changeOf, identified, type ChangeAct } from './order-change.ts';
import type { Act, OrderScript } from './script.ts';

/** Everything that an order is, after all that its script tells has happened. Times are ISO 8601. */
export interface PlayedOrder {
  order: OrderState;
  createdById: string;
  clientOrderId: string;
  log: { audience: Audience; event: RoomEvent }[];
  changes: OrderChange[];
  members: { userId: string; at: string }[];
  receipts: Receipt[];
  audit: { at: string; actorId: string; action: string }[];
}

const minute = 60_000;
/** Between two acts that a script puts into one minute. */
const pause = 7_000;

/**
 * Plays the script up to `now` (milliseconds): what the product's commands would have stored, had they been called at
 * those times. Throws where a command would refuse, and when the script runs backwards or past `now`.
 */
export function playScript({ patient, steps }: OrderScript, cast: Cast, now: number): PlayedOrder {
  let played: PlayedOrder | null = null;
  let last = -Infinity;
  for (const [minutesAgo, who, ...act] of steps) {
    const due = now - minutesAgo * minute;
    const at = Math.max(due, last + pause);
    if (at > now || at >= due + minute) throw new Error(`The order of ${patient}, ${minutesAgo} minutes ago: too early or too crowded.`);
    last = at;
    const actor = accountCalled(cast, who);
    if (act[0] === 'orders') played = open(cast, patient, actor, at, act);
    else if (played) take(played, cast, actor, at, act);
    else throw new Error(`The order of ${patient} does not start with an order.`);
  }
  if (!played) throw new Error(`Nothing happens in the order of ${patient}.`);
  return played;
}

function open(cast: Cast, patientName: string, actor: Member, atMs: number, act: Extract<Act, ['orders', ...unknown[]]>): PlayedOrder {
  const [, note, ...items] = act;
  const { userId: patientUserId, ...patient } = patientCalled(cast, patientName);
  const makeId = () => v7({ msecs: atMs });
  const at = new Date(atMs).toISOString();
  const roomId = makeId();
  const played: PlayedOrder = {
    order: {
      roomId,
      tenantId: cast.tenantId,
      patient,
      status: 'requested',
      version: 1,
      items: identified(items, [], makeId),
      assignee: null,
      claimedBy: null,
      lastSeq: 0,
      waitingSince: at,
      answered: false,
      createdAt: at,
      updatedAt: at,
    },
    createdById: actor.id,
    clientOrderId: makeId(),
    log: [],
    changes: [],
    members: [],
    receipts: [],
    audit: [],
  };
  keepHistory(played, actor, at, { id: makeId(), kind: 'created', to: 'requested' }, 'chatOrders.create');
  // the patient belongs to the room from the start; only a caller's own joining is told
  if (patientUserId && patientUserId !== actor.id) played.members.push({ userId: patientUserId, at });
  join(played, actor, at);
  if (note) write(played, actor, at, { id: makeId(), clientMessageId: played.clientOrderId, content: note });
  tellOrder(played, at);
  return played;
}

function take(played: PlayedOrder, cast: Cast, actor: Member, atMs: number, act: Exclude<Act, ['orders', ...unknown[]]>): void {
  const makeId = () => v7({ msecs: atMs });
  const at = new Date(atMs).toISOString();
  switch (act[0]) {
    case 'reads':
    case 'receives':
      return progress(played, actor, act[0] === 'reads');
    case 'says':
    case 'notes': {
      played.audit.push({ at, actorId: actor.id, action: 'messages.send' });
      join(played, actor, at);
      const visibility = act[0] === 'notes' ? 'staff' : 'everyone';
      const message = write(played, actor, at, { id: makeId(), clientMessageId: makeId(), content: act[1], visibility });
      Object.assign(played.order, turnAfter(played.order, message));
      return;
    }
    default:
      return change(played, cast, actor, at, act, makeId);
  }
}

function change(played: PlayedOrder, cast: Cast, actor: Member, at: string, act: ChangeAct, makeId: () => string): void {
  const { set, line, joins, action, ...history } = changeOf(cast, played.order, actor, act, makeId);
  Object.assign(played.order, set, { version: played.order.version + 1, updatedAt: at });
  keepHistory(played, actor, at, { id: makeId(), ...history }, action);
  if (joins) join(played, actor, at);
  tellOrder(played, at);
  if (line) write(played, actor, at, { id: makeId(), clientMessageId: makeId(), content: line, messageType: 'system', visibility: 'staff' });
}

function keepHistory(
  { changes, audit }: PlayedOrder,
  { id, name }: Member,
  at: string,
  entry: Pick<OrderChange, 'id' | 'kind'> & { from?: string | null; to?: string | null; reason?: string | null },
  action: string,
): void {
  changes.push({ from: null, to: null, reason: null, ...entry, actor: { id, name }, at });
  audit.push({ at, actorId: id, action });
}

function append({ order, log }: PlayedOrder, at: string, audience: Audience, eventAt: (seq: number) => RoomLogEvent): void {
  const seq = ++order.lastSeq;
  log.push({ audience, event: { roomId: order.roomId, seq, at, ...eventAt(seq) } });
}

const tellOrder = (played: PlayedOrder, at: string): void =>
  append(played, at, 'everyone', (lastSeq) => ({ type: 'order.updated', order: { ...played.order, lastSeq } }));

function join(played: PlayedOrder, member: Member, at: string): void {
  if (played.members.some(({ userId }) => userId === member.id)) return;
  played.members.push({ userId: member.id, at });
  append(played, at, 'everyone', () => ({ type: 'member.joined', member }));
}

type Draft = Pick<Message, 'id' | 'clientMessageId' | 'content'> & Partial<Pick<Message, 'messageType' | 'visibility'>>;

function write(played: PlayedOrder, sender: Member, at: string, draft: Draft): Message {
  const { id, clientMessageId, content, messageType = 'text', visibility = 'everyone' } = draft;
  const { claimedBy } = played.order;
  const isAside = visibility === 'everyone' && isStaff(sender.role) && claimedBy !== null && claimedBy.id !== sender.id;
  const message: Message = {
    id,
    roomId: played.order.roomId,
    seq: played.order.lastSeq + 1,
    clientMessageId,
    sender,
    content,
    messageType,
    visibility,
    attachments: [],
    priority: 'normal',
    ...(isAside && { asideOfClaim: true }),
    createdAt: at,
  };
  append(played, at, visibility, () => ({ type: 'message.created', message }));
  progress(played, sender, true);
  return message;
}

function progress({ order, receipts }: PlayedOrder, { id }: Member, read: boolean): void {
  const own = receipts.find(({ userId }) => userId === id) ?? { userId: id, lastReadSeq: 0, lastDeliveredSeq: 0 };
  if (!receipts.includes(own)) receipts.push(own);
  own.lastDeliveredSeq = order.lastSeq;
  if (read) own.lastReadSeq = order.lastSeq;
}
