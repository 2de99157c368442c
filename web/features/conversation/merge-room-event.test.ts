import { describe, expect, test } from 'vitest';
import type { OrderState } from '../../../shared/chat-orders.ts';
import { turnAfter } from '../../../shared/order-turn.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Member, RoomEvent, RoomLogEvent } from '../../../shared/rooms.ts';
import type { Conversation } from './conversation.ts';
import { aConversation, aMessage, anOrder, aThread, lena, maria, minuteAfterNoon, tom } from './conversation.fixture.ts';
import { adoptHistory } from './merge-history.ts';
import { mergeRoomEvent } from './merge-room-event.ts';

const at = (seq: number, body: RoomLogEvent): RoomEvent => ({ roomId: 'room', seq, at: minuteAfterNoon(seq), ...body });
const merge = (state: Conversation, events: RoomEvent[]): Conversation =>
  events.reduce((merged, event) => mergeRoomEvent(merged, event, lena.id), state);
const orderState = (change: Partial<OrderState>): OrderState => {
  const { kind: _kind, unread: _unread, lastReadSeq: _lastReadSeq, ...order } = anOrder();
  return { ...order, ...change };
};

/** The server in small: it appends to the log, and reads the room as of any position. */
function createRoom() {
  const log: RoomEvent[] = [];
  const append = (body: RoomLogEvent): void => void log.push(at(log.length + 1, body));
  const changeOrder = (change: Partial<OrderState>): void => {
    const { about } = read(log.length);
    if (about.kind !== 'order') throw new Error('This room is an order.');
    const { kind: _kind, unread: _unread, lastReadSeq: _lastReadSeq, ...order } = about;
    append({ type: 'order.updated', order: { ...order, version: order.version + 1, lastSeq: log.length + 1, ...change } });
  };
  const say = (change: Partial<Message> = {}): void =>
    append({ type: 'message.created', message: aMessage(log.length + 1, change) });
  const read = (position: number): Conversation => {
    const messages = new Map<number, Message>();
    const members = new Map<string, Member>([[maria.id, maria]]);
    let order = orderState({});
    for (const event of log.slice(0, position)) {
      if (event.type === 'message.created' || event.type === 'message.updated') messages.set(event.message.seq, event.message);
      if (event.type === 'message.created') order = { ...order, ...turnAfter(order, event.message) };
      if (event.type === 'order.updated') order = event.order;
      if (event.type === 'member.joined') members.set(event.member.id, event.member);
      if (event.type === 'member.left') members.delete(event.userId);
    }
    const items = [...messages.values()];
    const unread = items.filter(({ sender, messageType }) => sender.id !== lena.id && messageType !== 'system').length;
    return adoptHistory(undefined, {
      about: { kind: 'order', ...order, lastSeq: position, unread, lastReadSeq: 0 },
      page: { items, hasMore: false },
      members: [...members.values()],
      position,
    });
  };
  return { log, append, changeOrder, say, read };
}

function everyEventType() {
  const room = createRoom();
  room.say();
  room.say({ sender: lena });
  room.changeOrder({ status: 'in_review', claimedBy: lena });
  room.append({ type: 'member.joined', member: tom });
  room.say({ sender: tom, visibility: 'staff' });
  room.say({ sender: tom, messageType: 'system' });
  room.append({ type: 'message.updated', message: aMessage(1, { content: 'corrected' }) });
  room.changeOrder({ status: 'confirmed' });
  room.append({ type: 'member.left', userId: tom.id });
  room.say();
  return room;
}

describe('state + events = state read anew', () => {
  const room = everyEventType();

  test('the log has every type of event', () => {
    const types: Record<RoomLogEvent['type'], true> = {
      'message.created': true,
      'message.updated': true,
      'order.updated': true,
      'member.joined': true,
      'member.left': true,
    };
    expect(new Set(room.log.map(({ type }) => type))).toEqual(new Set(Object.keys(types)));
  });

  test.for([...room.log.keys(), room.log.length])('from position %i on', (position) => {
    expect(merge(room.read(position), room.log.slice(position))).toEqual(room.read(room.log.length));
  });

  test('events that the reading already holds change nothing', () => {
    const state = room.read(room.log.length);
    expect(merge(state, room.log)).toEqual(state);
  });

  test('reading while events arrive: the feed stood at 2, the answer was written at 6', () => {
    const late = { ...room.read(6), cursor: 2 };
    expect(merge(late, room.log.slice(2))).toEqual(room.read(room.log.length));
  });

  test('every event twice', () => {
    const twice = room.log.flatMap((event) => [event, event]);
    expect(merge(room.read(0), twice)).toEqual(room.read(room.log.length));
  });
});

test('an older version of the order is ignored', () => {
  const state = aConversation({ about: anOrder({ version: 5, status: 'ready' }), cursor: 7 });
  const merged = merge(state, [at(8, { type: 'order.updated', order: orderState({ version: 4, status: 'preparing' }) })]);
  expect(merged.about).toMatchObject({ status: 'ready' });
  expect(merged.cursor).toBe(8);
});

test('an event of a later version of the product is skipped and the cursor kept', () => {
  const state = aConversation({ cursor: 3 });
  const unknown = { type: 'order.teleported', roomId: 'room', seq: 4, at: minuteAfterNoon(4) } as unknown as RoomEvent;
  expect(merge(state, [unknown])).toEqual({ ...state, cursor: 4, about: { ...state.about, lastSeq: 4 } });
});

test('a heartbeat moves the cursor and nothing else; a reset changes nothing by itself', () => {
  const state = aConversation({ cursor: 3 });
  const heartbeat: RoomEvent = { type: 'feed.heartbeat', roomId: 'room', seq: 9, at: minuteAfterNoon(9) };
  expect(merge(state, [heartbeat]).cursor).toBe(9);
  expect(merge(state, [{ ...heartbeat, type: 'feed.reset' }])).toBe(state);
});

test('own messages and system lines are not unread', () => {
  const merged = merge(aConversation(), [
    at(1, { type: 'message.created', message: aMessage(1, { sender: lena }) }),
    at(2, { type: 'message.created', message: aMessage(2, { messageType: 'system' }) }),
    at(3, { type: 'message.created', message: aMessage(3) }),
  ]);
  expect(merged.about.unread).toBe(1);
});

describe('a thread', () => {
  const log: RoomEvent[] = [
    at(1, { type: 'member.joined', member: tom }),
    at(2, { type: 'member.joined', member: lena }),
    at(3, { type: 'message.created', message: aMessage(3, { sender: tom, mentionIds: [lena.id] }) }),
    at(4, { type: 'member.left', userId: tom.id }),
    at(5, { type: 'message.created', message: aMessage(5, { sender: lena }) }),
  ];
  const members = [[], [tom], [tom, lena], [tom, lena], [lena], [lena]];
  const read = (position: number): Conversation => {
    const items = log.slice(0, position).flatMap((event) => (event.type === 'message.created' ? [event.message] : []));
    const unread = items.filter(({ sender }) => sender.id !== lena.id).length;
    return adoptHistory(undefined, {
      about: aThread({ lastSeq: position, unread }),
      page: { items, hasMore: false },
      members: members[position]!,
      position,
    });
  };

  test.for([0, 1, 2, 3, 4, 5])('state + events = state read anew, from position %i on', (position) => {
    expect(merge(read(position), log.slice(position))).toEqual(read(log.length));
  });
});
