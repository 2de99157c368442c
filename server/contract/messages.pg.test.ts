import { createTRPCClient, wsLink } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { roomFeed } from '../testing/feeds.ts';
import { holdRow } from '../testing/hold-row.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import type { AppRouter } from '../transport/router.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  roomId = (await newOrder(pharmacy.patient)).roomId;
});

test('a message has the promised shape, and the list and the event say the same', async () => {
  const { pharmacist, patient } = pharmacy;
  const feed = roomFeed(patient, roomId);
  await feed.find(() => true);
  const input = { ...text(roomId, '  Ready at <b>five</b> ☕  '), priority: 'urgent' } as const;
  const message = await pharmacist.trpc.messages.send.mutate(input);
  expect(message).toEqual({
    id: expect.any(String) as string,
    roomId,
    seq: expect.any(Number) as number,
    clientMessageId: input.clientMessageId,
    sender: { id: pharmacist.person.id, name: pharmacist.person.name, role: 'pharmacist' },
    content: 'Ready at <b>five</b> ☕',
    messageType: 'text',
    visibility: 'everyone',
    attachments: [],
    priority: 'urgent',
    createdAt: new Date(message.createdAt).toISOString(),
  });
  const { items } = await patient.trpc.messages.list.query({ roomId });
  expect(items).toEqual([message]);
  const { data } = await feed.find(({ data: event }) => event.type === 'message.created');
  expect(data).toEqual({ type: 'message.created', roomId, seq: message.seq, at: message.createdAt, message });
});

test('the same clientMessageId, ten times at once from two windows, is one message and one event', async () => {
  const { pharmacist, patient } = pharmacy;
  const feed = roomFeed(patient, roomId);
  await feed.find(() => true);
  const window = await app.signIn(pharmacist.person);
  const input = text(roomId, 'once');
  const sends = Array.from({ length: 10 }, (_, index) => (index % 2 ? pharmacist : window).trpc.messages.send.mutate(input));
  const messages = await Promise.all(sends);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  const last = await pharmacist.trpc.messages.send.mutate(text(roomId, 'last'));
  await feed.find(({ data }) => data.seq === last.seq);
  const received = feed.values.flatMap(({ data }) => (data.type === 'message.created' ? [data.message.content] : []));
  expect(received).toEqual(['once', 'last']);
});

test('many who send at once, one of them twice and one who may not: each message once, in one order, with its audit entry', async () => {
  const { pharmacist, technician, patient, otherPatient } = pharmacy;
  const feed = roomFeed(patient, roomId);
  await feed.find(() => true);
  const doubled = text(roomId, 'doubled');
  const inputs = Array.from({ length: 12 }, (_, n) => text(roomId, `line ${n}`));
  const senders = [pharmacist, technician, patient];
  const [sent, again, refused] = await Promise.all([
    Promise.all(inputs.map((input, n) => senders[n % 3]!.trpc.messages.send.mutate(input))),
    Promise.all([doubled, doubled].map((input) => technician.trpc.messages.send.mutate(input))),
    refusalOf(otherPatient.trpc.messages.send.mutate(text(roomId, 'not mine'))),
  ]);
  expect(refused.reason).toBe('NOT_FOUND');
  expect(again[0]).toEqual(again[1]);
  expect(sent.map(({ sender }) => sender.id)).toEqual(inputs.map((_, n) => senders[n % 3]!.person.id));

  const { items } = await patient.trpc.messages.list.query({ roomId });
  expect(items).toHaveLength(13);
  expect(new Set(items.map(({ id }) => id))).toEqual(new Set([...sent, again[0]!].map(({ id }) => id)));
  await feed.find(({ data }) => data.seq === items.at(-1)!.seq);
  const seqs = feed.values.map(({ data }) => data.seq);
  expect(seqs, 'without a hole').toEqual(seqs.map((_, n) => seqs[0]! + n));
  expect(feed.values.flatMap(({ data }) => (data.type === 'message.created' ? [data.message] : []))).toEqual(items);
  const [audited] = await runAsSuperuser(
    app.databaseUrl,
    `select count(*)::int as count from audit_entry where room_id = $1 and action = 'messages.send' and outcome = 'allowed'`,
    [roomId],
  );
  expect(audited).toEqual({ count: 13 });
});

test('sends to many rooms at once: each room in one order of its own, and whose turn it is follows each of them', async () => {
  const { pharmacist, patient } = pharmacy;
  const roomIds = [roomId, ...(await Promise.all(Array.from({ length: 5 }, () => newOrder(patient)))).map((order) => order.roomId)];
  const feeds = roomIds.map((id) => roomFeed(pharmacist, id));
  for (const feed of feeds) await feed.find(() => true);
  await Promise.all(
    roomIds.flatMap((id, n) => [
      ...['one', 'two', 'three'].map((words) => patient.trpc.messages.send.mutate(text(id, `${words} in ${n}`))),
      ...(n % 2 ? [] : [pharmacist.trpc.messages.send.mutate(text(id, `answer in ${n}`))]),
    ]),
  );
  for (const [n, feed] of feeds.entries()) {
    const { items } = await patient.trpc.messages.list.query({ roomId: roomIds[n]! });
    expect(items).toHaveLength(n % 2 ? 3 : 4);
    expect(items.every(({ content }) => content.endsWith(`in ${n}`))).toBe(true);
    await feed.find(({ data }) => data.seq === items.at(-1)!.seq);
    const seqs = feed.values.map(({ data }) => data.seq);
    expect(seqs, 'without a hole').toEqual(seqs.map((_, index) => seqs[0]! + index));
    const order = await pharmacist.trpc.chatOrders.get.query({ roomId: roomIds[n]! });
    expect(order.answered).toBe(items.at(-1)!.sender.id === pharmacist.person.id);
    feed.stop();
  }
});

test('a room whose order somebody holds for long does not stop the others, and its message comes after', async () => {
  const { patient, pharmacist } = pharmacy;
  const others = (await Promise.all(Array.from({ length: 8 }, () => newOrder(patient)))).map((order) => order.roomId);
  await using holder = await holdRow(app.databaseUrl, `select 1 from chat_order where room_id = $1 for update`, [roomId]);
  const held = pharmacist.trpc.messages.send.mutate(text(roomId, 'held up')).then(
    () => 'sent',
    (error: unknown) => error,
  );
  await holder.awaited();
  const sent = await Promise.all(others.map((id) => pharmacist.trpc.messages.send.mutate(text(id, 'passes'))));
  expect(sent.map(({ content }) => content)).toEqual(others.map(() => 'passes'));
  await holder.release();
  // its own time may have run out meanwhile; then it says so, and nothing of it is stored
  if ((await held) !== 'sent') await pharmacist.trpc.messages.send.mutate(text(roomId, 'held up'));
  const { items } = await patient.trpc.messages.list.query({ roomId });
  expect(items.map(({ content }) => content)).toEqual(['held up']);
});

test('a clientMessageId of another conversation is refused, also of two at once', async () => {
  const { patient } = pharmacy;
  const other = (await newOrder(patient)).roomId;
  const input = text(roomId, 'here');
  const results = await Promise.allSettled([input, { ...input, roomId: other }].map((each) => patient.trpc.messages.send.mutate(each)));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(await refusalOf(Promise.reject(refused[0]!.reason as Error))).toMatchObject({ code: 'CONFLICT', reason: 'ID_REUSED' });
});

test('two people may happen on the same clientMessageId', async () => {
  const input = text(roomId, 'mine');
  const mine = await pharmacy.patient.trpc.messages.send.mutate(input);
  const theirs = await pharmacy.pharmacist.trpc.messages.send.mutate({ ...input, content: 'theirs' });
  expect(theirs).toMatchObject({ content: 'theirs' });
  expect(theirs.id).not.toBe(mine.id);
});

test('history is read backwards in pages without a hole or a repetition', async () => {
  const { patient } = pharmacy;
  for (let n = 1; n <= 7; n++) await patient.trpc.messages.send.mutate(text(roomId, `${n}`));
  const read: string[] = [];
  let before: number | undefined;
  for (let more = true; more; ) {
    const page = await patient.trpc.messages.list.query({ roomId, limit: 3, before });
    expect(page.items.map(({ seq }) => seq)).toEqual(page.items.map(({ seq }) => seq).toSorted((a, b) => a - b));
    read.unshift(...page.items.map(({ content }) => content));
    more = page.hasMore;
    before = page.items[0]?.seq;
  }
  expect(read).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(await patient.trpc.messages.list.query({ roomId, before: 0 })).toEqual({ items: [], hasMore: false });
});

test('a read mark never moves back and never beyond the end of the room', async () => {
  const { pharmacist, patient } = pharmacy;
  const { seq } = await patient.trpc.messages.send.mutate(text(roomId, 'hello'));
  const mark = (to: number) => pharmacist.trpc.messages.markRead.mutate({ roomId, seq: to });
  expect(await mark(seq)).toEqual({ roomId, lastReadSeq: seq });
  expect(await mark(1)).toEqual({ roomId, lastReadSeq: seq });
  expect(await mark(1_000_000)).toEqual({ roomId, lastReadSeq: seq });
  await patient.trpc.messages.send.mutate(text(roomId, 'later'));
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 1, lastReadSeq: seq });
});

test('everything works over the WebSocket as well', async () => {
  const { patient, pharmacist } = pharmacy;
  const overSocket = createTRPCClient<AppRouter>({ links: [wsLink({ client: patient.socket })] });
  const sent = await overSocket.messages.send.mutate(text(roomId, 'by socket'));
  expect((await overSocket.messages.list.query({ roomId })).items).toEqual([sent]);
  expect((await pharmacist.trpc.messages.list.query({ roomId })).items).toEqual([sent]);
  expect(await overSocket.auth.me.query()).toMatchObject({ id: patient.person.id, role: 'patient', tenantKind: 'pharmacy' });
  expect(await refusalOf(overSocket.messages.send.mutate({ ...text(roomId, ''), roomId: newId() }))).toMatchObject({
    reason: 'BAD_INPUT',
    issues: [{ path: 'content' }],
  });
  expect(await refusalOf(overSocket.auth.login.mutate({ email: patient.person.email, password: 'x' }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test.each([
  ['nothing but space', { content: ' \n ' }],
  ['too much', { content: 'x'.repeat(limits.text.message + 1) }],
  ['half a character', { content: 'a\ud800' }],
  ['an image without one', { messageType: 'image' }],
  ['a prescription without one', { messageType: 'prescription' }],
  ['a system line', { messageType: 'system' }],
  ['an attachment', { attachmentIds: [newId()] }],
  ['no client id', { clientMessageId: undefined }],
])('%s is not a message', async (_, fields) => {
  const input = { ...text(roomId, 'fine'), ...fields } as ReturnType<typeof text>;
  expect(await refusalOf(pharmacy.patient.trpc.messages.send.mutate(input))).toMatchObject({ code: 'BAD_REQUEST', reason: 'BAD_INPUT' });
});

test('the longest message arrives whole', async () => {
  const content = '🩺'.repeat(limits.text.message / 2);
  const message = await pharmacy.patient.trpc.messages.send.mutate(text(roomId, content));
  expect(message.content).toBe(content);
});
