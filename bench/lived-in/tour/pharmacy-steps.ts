import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { inboxFeed, notificationFeed, roomFeed, roomSignals } from '../../../server/testing/feeds.ts';
import { note, text } from '../../../server/testing/requests.ts';
import { firstOf } from './streams.ts';
import { change, read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';

/** What a pharmacy's screens ask for. */
export function pharmacySteps({ worker, colleague, patient, longRoomId, patientName }: TourStage): Step[] {
  const { trpc } = worker;
  const patientId = patient.person.patientId;
  const open = (): Promise<ChatOrder> =>
    patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: 'Please have it ready', items: [{ name: 'Ibuprofen', quantity: 1 }] });
  const claimed = async (): Promise<ChatOrder> => trpc.chatOrders.claim.mutate({ roomId: (await open()).roomId });
  const roomId = longRoomId!;
  return [
    change('chatOrders.create', async () => () => open(), { as: 'by the patient' }),
    change('chatOrders.create', async () => () => trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId }), { as: 'by staff' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({}), { bound: 'a page of a list' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({ queue: 'unassigned' }), { as: 'unassigned', bound: 'a page of a list' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({ queue: 'mine' }), { as: 'mine', bound: 'a page of a list' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({ status: ['completed'] }), { as: 'completed', bound: 'a page of a list' }),
    read('chatOrders.list', () => patient.trpc.chatOrders.list.query({}), { as: 'of a patient', bound: 'a page of a list' }),
    change('chatOrders.list', async () => {
      const { nextCursor } = await trpc.chatOrders.list.query({ limit: 2 });
      return () => trpc.chatOrders.list.query({ cursor: nextCursor });
    }, { as: 'next page', bound: 'a page of a list' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({ search: patientName }), { as: 'search', bound: 'a search' }),
    read('chatOrders.list', () => trpc.chatOrders.list.query({ search: 'salbutamol', status: ['completed', 'cancelled', 'rejected', 'requested', 'in_review'] }), { as: 'search of all', bound: 'a search' }),
    change('chatOrders.list', async () => {
      await trpc.messages.send.mutate(text(roomId, 'The levothyroxine came in'));
      return () => trpc.chatOrders.list.query({ search: 'levothyroxine' });
    }, { as: 'search of what was just written', bound: 'a search' }),
    read('chatOrders.get', () => trpc.chatOrders.get.query({ roomId }), { bound: 'one order' }),
    read('chatOrders.history', () => trpc.chatOrders.history.query({ roomId }), { bound: 'one order' }),
    change('chatOrders.claim', async () => {
      const { roomId } = await open();
      return () => trpc.chatOrders.claim.mutate({ roomId });
    }),
    change('chatOrders.release', async () => {
      const { roomId } = await claimed();
      return () => trpc.chatOrders.release.mutate({ roomId });
    }),
    change('chatOrders.assign', async () => {
      const { roomId, version } = await claimed();
      return () => trpc.chatOrders.assign.mutate({ roomId, userId: colleague.person.id, expectedVersion: version });
    }),
    change('chatOrders.setStatus', async () => {
      const { roomId, version } = await claimed();
      return () => trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: version });
    }),
    change(
      'chatOrders.setStatus',
      async () => {
        const { roomId, version } = await claimed();
        const { version: stepped } = await trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: version });
        return () => trpc.chatOrders.setStatus.mutate({ roomId, status: 'requested', expectedVersion: stepped });
      },
      { as: 'a step undone' },
    ),
    change('chatOrders.setItems', async () => {
      const { roomId, version } = await claimed();
      return () => trpc.chatOrders.setItems.mutate({ roomId, items: [{ name: 'Ramipril', quantity: 2 }], expectedVersion: version });
    }),
    read('messages.list', () => trpc.messages.list.query({ roomId }), { bound: 'a page of a room' }),
    read('messages.list', () => trpc.messages.list.query({ roomId, before: 30 }), { as: 'the oldest', bound: 'a page of a room' }),
    change('messages.send', async () => () => trpc.messages.send.mutate(text(roomId, 'It is ready.')), { bound: 'a send' }),
    change('messages.send', async () => {
      const { roomId } = await open();
      return () => trpc.messages.send.mutate(note(roomId, 'Ask the doctor first.'));
    }, { as: 'a note of who comes in', bound: 'a send' }),
    change('messages.markRead', async () => {
      const { seq } = await patient.trpc.messages.send.mutate(text((await claimed()).roomId, 'Thanks'));
      const { items } = await trpc.chatOrders.list.query({ limit: 1 });
      return () => trpc.messages.markRead.mutate({ roomId: items[0]!.roomId, seq: Math.min(seq, items[0]!.lastSeq) });
    }),
    read('rooms.setTyping', () => trpc.rooms.setTyping.mutate({ roomId, typing: true })),
    read('rooms.events', () => firstOf(roomFeed(worker, roomId))),
    change('rooms.events', async () => {
      const { id } = await firstOf(roomFeed(worker, roomId));
      await trpc.messages.send.mutate(text(roomId, 'While you were away'));
      return () => firstOf(roomFeed(worker, roomId, id));
    }, { as: 'back after a message' }),
    read('rooms.signals', () => firstOf(roomSignals(worker, roomId))),
    change('notifications.events', async () => {
      const { roomId } = await claimed();
      // of a conversation that somebody has not read yet they are told once
      const { items } = await trpc.notifications.list.query({ types: ['order.created'], limit: 10 });
      await trpc.notifications.markRead.mutate({ ids: items.map(({ id }) => id).concat(newId()) });
      const notices = notificationFeed(worker);
      await notices.find(() => true);
      return async () => {
        const { seq } = await patient.trpc.messages.send.mutate(text(roomId, 'Any news?'));
        const { data } = await notices.find(({ data }) => data.type === 'notification.created' && data.notification.entity?.id === roomId);
        await trpc.messages.markRead.mutate({ roomId, seq });
        await notices.find((event) => event.data.type === 'notification.read' && event.data.seq > data.seq);
        notices.stop();
      };
    }, { as: 'told of a message, which is then read' }),
    read('inbox.events', () => firstOf(inboxFeed(worker))),
    change('inbox.events', async () => {
      const inbox = inboxFeed(worker);
      await inbox.find(({ type }) => type === 'inbox.unread');
      const { roomId } = await open();
      return async () => {
        const known = inbox.values.length;
        await patient.trpc.messages.send.mutate(text(roomId, 'Any news?'));
        await inbox.until(() => inbox.values.slice(known).some((event) => event.type === 'inbox.changed' && event.roomId === roomId));
        inbox.stop();
      };
    }, { as: 'told of a message' }),
  ];
}
