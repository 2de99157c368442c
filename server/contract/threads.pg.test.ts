import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboxEvent } from '../../shared/inbox.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/messages.ts';
import type { Member } from '../../shared/rooms.ts';
import type { Thread } from '../../shared/threads.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import type { Collected } from '../testing/collect.ts';
import { inboxFeed, roomFeed, roomSignals, type TrackedRoomEvent } from '../testing/feeds.ts';
import { refusalOf, refusalOfStream } from '../testing/refusal.ts';
import { text } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let chen: TestClient;

beforeAll(async () => {
  app = await startTestApp();
  clinic = await openClinic(app);
  chen = await app.signIn(clinic.chen);
});
afterAll(() => app[Symbol.asyncDispose]());

const open = (by: TestClient, others: TestClient[], fields: { subject?: string; patientId?: string } = {}): Promise<Thread> =>
  by.trpc.threads.create.mutate({
    clientThreadId: newId(),
    participantIds: others.map(({ person }) => person.id),
    subject: 'Biopsy results',
    ...fields,
  });
const say = ({ trpc }: TestClient, roomId: string, content: string, mentionIds?: string[]): Promise<Message> =>
  trpc.messages.send.mutate({ ...text(roomId, content), ...(mentionIds && { mentionIds }) });
const threadsOf = async ({ trpc }: TestClient): Promise<Thread[]> => (await trpc.threads.list.query({})).items;

async function joined(client: TestClient, roomId: string): Promise<Collected<TrackedRoomEvent>> {
  const feed = roomFeed(client, roomId);
  await feed.find(({ data }) => data.type === 'room.joined');
  return feed;
}

test('a thread is opened once, with its participants and its patient', async () => {
  const { nurse, frontDesk, sam } = clinic;
  const input = { clientThreadId: newId(), participantIds: [chen.person.id, nurse.person.id], subject: ' Rash ', patientId: sam.patientId };
  const created = await Promise.all([nurse.trpc.threads.create.mutate(input), nurse.trpc.threads.create.mutate(input)]);
  expect(created[0]).toEqual(created[1]);
  const [thread] = created;
  expect(thread).toMatchObject({
    subject: 'Rash',
    patient: { id: sam.patientId, name: 'Sam Porter', dateOfBirth: '1984-03-12' },
    createdBy: { id: nurse.person.id, name: nurse.person.name },
    lastMessage: null,
    unread: 0,
  });
  expect(thread.participants.map(({ id }) => id).toSorted()).toEqual([chen.person.id, nurse.person.id].toSorted());
  expect(await nurse.trpc.threads.get.query({ roomId: thread.roomId })).toEqual(thread);
  expect((await threadsOf(frontDesk)).map(({ roomId }) => roomId)).not.toContain(thread.roomId);
});

test('only staff of the tenant, and a patient of it, can be named', async () => {
  const { nurse, sam } = clinic;
  const elsewhere = await openClinic(app);
  for (const participantId of [sam.id, elsewhere.chen.id, newId()]) {
    const attempt = nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [participantId], subject: 'x' });
    expect(await refusalOf(attempt)).toMatchObject({ reason: 'NOT_FOUND' });
  }
  expect(await refusalOf(open(nurse, [], { patientId: elsewhere.sam.patientId }))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('messages, receipts and unread counts are those of every room; lists have the most lively thread first', async () => {
  const { nurse } = clinic;
  const older = await open(nurse, [chen], { subject: 'older' });
  const newer = await open(nurse, [chen], { subject: 'newer' });
  const sent = await say(nurse, older.roomId, 'please look');
  const [first, second] = await threadsOf(chen);
  expect(first).toMatchObject({ roomId: older.roomId, unread: 1, lastMessage: { content: 'please look', senderId: nurse.person.id } });
  expect(second).toMatchObject({ roomId: newer.roomId, unread: 0 });
  await chen.trpc.messages.markRead.mutate({ roomId: older.roomId, seq: sent.seq });
  expect(await chen.trpc.threads.get.query({ roomId: older.roomId })).toMatchObject({ unread: 0, lastReadSeq: sent.seq });

  const page = await chen.trpc.threads.list.query({ limit: 1 });
  expect(page.items.map(({ roomId }) => roomId)).toEqual([older.roomId]);
  const next = await chen.trpc.threads.list.query({ limit: 1, cursor: page.nextCursor });
  expect(next.items.map(({ roomId }) => roomId)).toEqual([newer.roomId]);
  expect(await refusalOf(chen.trpc.threads.list.query({ cursor: 'nonsense' }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('the inbox tells participants of every change and counts what is unread in threads', async () => {
  const { nurse, frontDesk } = clinic;
  const inboxes = { chen: inboxFeed(chen), frontDesk: inboxFeed(frontDesk) };
  const totals = (inbox: Collected<InboxEvent>) => inbox.values.flatMap((event) => (event.type === 'inbox.unread' ? [event.threads] : []));
  const changes = (inbox: Collected<InboxEvent>, roomId: string) =>
    inbox.values.flatMap((event) => (event.type === 'inbox.thread_changed' && event.roomId === roomId ? [event.summary] : []));
  for (const inbox of Object.values(inboxes)) await inbox.find(() => true);
  const before = totals(inboxes.chen).at(-1)!;

  const { roomId } = await open(nurse, [chen]);
  await inboxes.chen.until(() => changes(inboxes.chen, roomId).length > 0);
  const { seq } = await say(nurse, roomId, 'hello');
  await inboxes.chen.until(() => changes(inboxes.chen, roomId).at(-1)?.unread === 1 && totals(inboxes.chen).at(-1) === before + 1);
  expect(changes(inboxes.chen, roomId).at(-1)).toEqual(await chen.trpc.threads.get.query({ roomId }));
  await chen.trpc.messages.markRead.mutate({ roomId, seq });
  await inboxes.chen.until(() => totals(inboxes.chen).at(-1) === before);

  await nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: chen.person.id });
  await inboxes.chen.until(() => changes(inboxes.chen, roomId).at(-1) === null);
  const own = await open(nurse, [frontDesk]);
  await inboxes.frontDesk.until(() => changes(inboxes.frontDesk, own.roomId).length > 0);
  expect(JSON.stringify(inboxes.frontDesk.values)).not.toContain(roomId);
});

test('state plus events is the state read anew: who comes, who goes, what is said', async () => {
  const { nurse, frontDesk } = clinic;
  const { roomId } = await open(nurse, []);
  const feed = await joined(nurse, roomId);
  await nurse.trpc.threads.addParticipants.mutate({ roomId, userIds: [chen.person.id, frontDesk.person.id, nurse.person.id] });
  await say(chen, roomId, 'one', [nurse.person.id]);
  await chen.trpc.threads.removeParticipant.mutate({ roomId, userId: frontDesk.person.id });
  const last = await say(nurse, roomId, 'two');
  await feed.find(({ data }) => data.type === 'message.created' && data.message.id === last.id);

  let members: Member[] = [];
  const messages: Message[] = [];
  for (const { data } of feed.values) {
    if (data.type === 'room.joined') members = data.members;
    if (data.type === 'member.joined') members = [...members, data.member];
    if (data.type === 'member.left') members = members.filter(({ id }) => id !== data.userId);
    if (data.type === 'message.created') messages.push(data.message);
  }
  expect(feed.values.map(({ data }) => data.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(members).toEqual((await nurse.trpc.threads.get.query({ roomId })).participants);
  expect(messages).toEqual((await nurse.trpc.messages.list.query({ roomId })).items);
});

test('who is removed gets the word of it and nothing after, on every stream, and the thread is gone for them', async () => {
  const { nurse } = clinic;
  const { roomId } = await open(nurse, [chen]);
  const feed = await joined(chen, roomId);
  const signals = roomSignals(chen, roomId);
  const others = roomSignals(nurse, roomId);
  await others.find((signal) => signal.type === 'viewers' && signal.userIds.includes(chen.person.id));

  await nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: chen.person.id });
  const after = await say(nurse, roomId, 'behind your back');
  for (const stream of [feed, signals]) await stream.until(() => stream.ended).catch(() => undefined);
  expect(feed.values.at(-1)!.data).toMatchObject({ type: 'member.left', userId: chen.person.id, seq: after.seq - 1 });
  await others.until(() => others.values.findLast((signal) => signal.type === 'viewers')!.userIds.join() === nurse.person.id);

  const attempts = [
    say(chen, roomId, 'x'),
    chen.trpc.messages.list.query({ roomId }),
    chen.trpc.messages.markRead.mutate({ roomId, seq: 1 }),
    chen.trpc.threads.get.query({ roomId }),
    chen.trpc.threads.addParticipants.mutate({ roomId, userIds: [chen.person.id] }),
    chen.trpc.rooms.setTyping.mutate({ roomId, typing: true }),
  ].map(refusalOf);
  for (const refusal of attempts) expect(await refusal).toMatchObject({ reason: 'NOT_FOUND' });
  expect(await refusalOfStream(roomFeed(chen, roomId, feed.values[0]!.id))).toMatchObject({ reason: 'NOT_FOUND' });
  expect((await threadsOf(chen)).map((thread) => thread.roomId)).not.toContain(roomId);
});

test('who is asked in again reads on from before they left, and their stream stays', async () => {
  const { nurse } = clinic;
  const { roomId } = await open(nurse, [chen]);
  const first = await joined(chen, roomId);
  await nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: chen.person.id });
  await first.until(() => first.ended).catch(() => undefined);
  await nurse.trpc.threads.addParticipants.mutate({ roomId, userIds: [chen.person.id] });
  const again = roomFeed(chen, roomId, first.values[0]!.id);
  await say(nurse, roomId, 'welcome back');
  await again.find(({ data }) => data.type === 'message.created');
  expect(again.values.map(({ data }) => data.type).filter((type) => type !== 'feed.heartbeat')).toEqual(['member.left', 'member.joined', 'message.created']);
});

test('nobody writes in a thread that they are being removed from', async () => {
  const { nurse } = clinic;
  for (let round = 0; round < 8; round++) {
    const { roomId } = await open(nurse, [chen]);
    const feed = await joined(nurse, roomId);
    await Promise.allSettled([
      ...[1, 2, 3].map((n) => say(chen, roomId, `late ${n}`)),
      nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: chen.person.id }),
    ]);
    const end = await say(nurse, roomId, 'end');
    await feed.find(({ data }) => data.seq === end.seq);
    const types = feed.values.map(({ data }) => data.type);
    expect(types.slice(types.indexOf('member.left'))).toEqual(['member.left', 'message.created']);
    expect(types).not.toContain('member.joined');
  }
});

test('a message names people of the thread, who are notified; others it cannot name', async () => {
  const { nurse, frontDesk } = clinic;
  const { roomId } = await open(nurse, [chen]);
  const sent = await say(nurse, roomId, '@Wei Chen look', [chen.person.id, chen.person.id]);
  expect(sent.mentionIds).toEqual([chen.person.id]);
  expect((await chen.trpc.messages.list.query({ roomId })).items.at(-1)).toEqual(sent);
  expect(await refusalOf(say(nurse, roomId, '@Ben', [frontDesk.person.id]))).toMatchObject({ reason: 'NOT_A_MEMBER' });
  expect(await say(nurse, roomId, 'plain')).not.toHaveProperty('mentionIds');
  const mentions = async (client: TestClient) =>
    (await client.trpc.notifications.list.query({ types: ['message.mention'] })).items.map(({ entity }) => entity);
  expect(await mentions(chen)).toContainEqual({ kind: 'thread', id: roomId });
  for (const client of [nurse, frontDesk]) expect(await mentions(client)).not.toContainEqual({ kind: 'thread', id: roomId });
});

test('who has a thread open is known to nobody outside it', async () => {
  const [admin, other] = await Promise.all(
    ['Ada Quist', 'Bo Lind'].map(async (name) => app.signIn(await app.addPerson(clinic.tenantId, 'admin', name))),
  );
  const inbox = inboxFeed(other!);
  await inbox.find(() => true);
  const { roomId } = await open(admin!, [clinic.nurse]);
  const signals = roomSignals(admin!, roomId);
  await signals.find(({ type }) => type === 'viewers');
  const own = await open(other!, []);
  await inbox.find((event) => event.type === 'inbox.thread_changed' && event.roomId === own.roomId);
  expect(JSON.stringify(inbox.values)).not.toContain(roomId);
});
