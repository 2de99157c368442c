import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { MessagePage } from '../../../shared/messages.ts';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { aMessage, anOrder, lena, maria, minuteAfterNoon } from './conversation.fixture.ts';
import { conversationKey, type About, type Conversation } from './conversation.ts';
import { createRoomFeed } from './room-feed.ts';

interface History {
  about: About;
  page: MessagePage;
}

const joined = (lastSeq: number): RoomEvent => ({
  type: 'room.joined',
  roomId: 'room',
  seq: lastSeq,
  at: minuteAfterNoon(lastSeq),
  lastSeq,
  members: [maria],
});
const said = (seq: number): RoomEvent => ({
  type: 'message.created',
  roomId: 'room',
  seq,
  at: minuteAfterNoon(seq),
  message: aMessage(seq),
});
const historyUpTo = (last: number): History => ({
  about: anOrder({ lastSeq: last, unread: last }),
  page: { items: Array.from({ length: last }, (_, index) => aMessage(index + 1)), hasMore: false },
});

let queryClient: QueryClient;
let readings: PromiseWithResolvers<History>[];
const state = () => queryClient.getQueryData<Conversation>(conversationKey('room'));
const seqs = () => state()?.messages.map(({ seq }) => seq);

function createFeed() {
  return createRoomFeed({
    queryClient,
    roomId: 'room',
    callerId: lena.id,
    readHistory() {
      const reading = Promise.withResolvers<History>();
      readings.push(reading);
      return reading.promise;
    },
  });
}

beforeEach(() => {
  queryClient = new QueryClient();
  readings = [];
  return () => queryClient.clear();
});

test('events that arrive while the history is read are neither lost nor doubled', async () => {
  const feed = createFeed();
  feed.onEvent(joined(2));
  feed.onEvent(said(3));
  feed.onEvent(said(4));
  readings[0]!.resolve(historyUpTo(3));
  await vi.waitFor(() => expect(state()?.cursor).toBe(4));
  expect(seqs()).toEqual([1, 2, 3, 4]);
  expect(state()?.about).toMatchObject({ unread: 4, lastSeq: 4 });
});

test('once the history is there events go straight in', async () => {
  const feed = createFeed();
  feed.onEvent(joined(1));
  readings[0]!.resolve(historyUpTo(1));
  await vi.waitFor(() => expect(seqs()).toEqual([1]));
  feed.onEvent(said(2));
  expect(seqs()).toEqual([1, 2]);
});

test('a room that is opened again and has not changed is not read again', async () => {
  const first = createFeed();
  first.onEvent(joined(1));
  readings[0]!.resolve(historyUpTo(1));
  await vi.waitFor(() => expect(seqs()).toEqual([1]));

  createFeed().onEvent(joined(1));
  expect(readings).toHaveLength(1);
});

test('a room that has changed meanwhile is read again, and nothing shows in between', async () => {
  const first = createFeed();
  first.onEvent(joined(1));
  readings[0]!.resolve(historyUpTo(1));
  await vi.waitFor(() => expect(seqs()).toEqual([1]));

  const second = createFeed();
  second.onEvent(joined(3));
  second.onEvent(said(4));
  expect(seqs()).toEqual([1]);
  readings[1]!.resolve(historyUpTo(3));
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
});

test('a second joining while the history is read starts the reading over', async () => {
  const feed = createFeed();
  feed.onEvent(joined(1));
  feed.onEvent(joined(3));
  readings[0]!.resolve(historyUpTo(1));
  readings[1]!.resolve(historyUpTo(3));
  feed.onEvent(said(4));
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
});
