import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { ChartViewers } from '../../shared/charts.ts';
import type { InboxEvent } from '../../shared/inbox.ts';
import type { PresenceEvent } from '../../shared/presence.ts';
import type { RoomSignal } from '../../shared/rooms.ts';
import type { ScheduleSignal } from '../../shared/schedule.ts';
import { atAnyTime, openClinic } from '../testing/clinic.ts';
import { collect, type Collected } from '../testing/collect.ts';
import { inboxFeed, presenceFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { startTestNodes, type TestNodes } from '../testing/nodes.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { metricsOf } from '../testing/metrics.ts';
import { redisMissing, startTestRedis, type TestRedis } from '../testing/redis.ts';
import { newOrder, text } from '../testing/requests.ts';
import type { TestApp, TestClient } from '../testing/test-app.ts';

let redis: TestRedis;
let cluster: TestNodes;
let one: TestApp;
let other: TestApp;
/** Everybody signed in at the first node. */
let pharmacy: TestPharmacy;
let roomId: string;

/** So long that what the bus does not bring within a test does not come. */
const never = 3_600_000;

beforeAll(async () => {
  if (redisMissing) return;
  redis = await startTestRedis();
  cluster = await startTestNodes({ redisAddresses: [redis.address], pollEvery: never });
  [one, other] = cluster.nodes;
  await Promise.all([isReady(one), isReady(other)]);
  pharmacy = await openPharmacy(one);
  roomId = (await newOrder(pharmacy.patient)).roomId;
});
afterAll(async () => {
  await cluster?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

const isReady = (app: TestApp, status = 'ready') =>
  vi.waitFor(async () => expect(await (await fetch(`${app.url}/readyz`)).json()).toMatchObject({ status }), { timeout: 10_000 });
const contents = (feed: ReturnType<typeof roomFeed>): string[] =>
  feed.values.flatMap(({ data }) => (data.type === 'message.created' ? [data.message.content] : []));
const send = ({ trpc }: TestClient, content: string) => trpc.messages.send.mutate(text(roomId, content));

/** The feed of somebody at the other node, once it is live. */
async function follow(client: TestClient): Promise<ReturnType<typeof roomFeed>> {
  const feed = roomFeed(client, roomId);
  await feed.find(({ data }) => data.type === 'room.joined');
  return feed;
}

function statusOf(presence: Collected<PresenceEvent>, { person }: TestClient): string | undefined {
  const users = presence.values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user]));
  return users.findLast((user) => user.userId === person.id)?.status;
}
const viewersIn = (signals: Collected<RoomSignal>): string[] =>
  signals.values.flatMap((signal) => (signal.type === 'viewers' ? [signal.viewers.map(({ name }) => name).toSorted().join()] : [])).slice(-1);
const isTyping = (signals: Collected<RoomSignal>, { person }: TestClient): boolean | undefined =>
  signals.values.flatMap((signal) => (signal.type === 'typing' && signal.userId === person.id ? [signal.typing] : [])).at(-1);

describe.skipIf(redisMissing)('two nodes', () => {
  test('what is written at one reaches the readers of the other by the bus alone, in order', async () => {
    const feed = await follow(await other.signIn(pharmacy.technician.person));
    const expected = Array.from({ length: 30 }, (_, n) => `line ${n}`);
    for (const line of expected) await send(pharmacy.patient, line);
    await feed.until(() => contents(feed).length === expected.length);
    expect(contents(feed)).toEqual(expected);
    expect(await metricsOf(other)).toMatchObject({ bus_connected: 1, bus_peers: 1, gap_events_total: 0 });
    expect((await metricsOf(other))['hint_age_seconds_count']).toBeGreaterThanOrEqual(expected.length);
    feed.stop();
  });

  test('lists and counters follow what happens at the other node', async () => {
    const inbox = inboxFeed(await other.signIn(pharmacy.technician.person));
    await inbox.find(({ type }) => type === 'inbox.unread');
    const unread = () => inbox.values.findLast((event) => event.type === 'inbox.unread')!.total;
    const before = unread();
    const { seq } = await send(pharmacy.patient, 'to be read');
    await inbox.until(() => unread() === before + 1);
    await pharmacy.technician.trpc.messages.markRead.mutate({ roomId, seq });
    await inbox.until(() => unread() < before + 1);
    inbox.stop();
  });

  test('who loses an order to a colleague at the other node is told why', async () => {
    const tom = await other.signIn(pharmacy.technician.person);
    const { roomId } = await newOrder(pharmacy.patient);
    await tom.trpc.chatOrders.claim.mutate({ roomId });
    const inbox = inboxFeed(tom);
    await inbox.find(({ type }) => type === 'inbox.unread');
    await pharmacy.pharmacist.trpc.chatOrders.claim.mutate({ roomId, takeOver: { reason: 'Tom is at lunch' } });
    const lost = await inbox.find((event): event is Extract<InboxEvent, { type: 'inbox.claim_lost' }> => event.type === 'inbox.claim_lost');
    expect(lost).toMatchObject({ roomId, by: { name: 'Lena Fischer' }, reason: 'Tom is at lunch' });
    inbox.stop();
  });

  test('presence is one for both, away and back included, and a new node knows it at once', async () => {
    const tom = await other.signIn(pharmacy.technician.person);
    const watching = presenceFeed(pharmacy.pharmacist);
    await watching.find(({ type }) => type === 'presence.snapshot');
    const theirs = presenceFeed(tom);
    await watching.until(() => statusOf(watching, tom) === 'online');

    const third = await cluster.add();
    await isReady(third);
    const late = presenceFeed(await third.signIn(pharmacy.patient.person));
    await late.until(() => statusOf(late, tom) === 'online' && statusOf(late, pharmacy.pharmacist) === 'online');

    // calls go to any node, whichever has the socket
    await pharmacy.technician.trpc.presence.setStatus.mutate({ status: 'away' });
    const elsewhere = third.url;
    const setStatus = (status: string) =>
      fetch(`${elsewhere}/trpc/presence.setStatus`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tom.token}` },
        body: JSON.stringify({ status }),
      });
    await setStatus('away');
    await watching.until(() => statusOf(watching, tom) === 'away');
    await setStatus('online');
    await watching.until(() => statusOf(watching, tom) === 'online');
    theirs.stop();
    await watching.until(() => statusOf(watching, tom) === 'offline');
    watching.stop();
    late.stop();
  });

  test('viewers, typing and receipts of a room are one for both', async () => {
    const tom = await other.signIn(pharmacy.technician.person);
    const [mine, theirs] = [roomSignals(pharmacy.patient, roomId), roomSignals(tom, roomId)];
    for (const signals of [mine, theirs]) await signals.until(() => viewersIn(signals)[0] === 'Maria Alvarez,Tom Okafor');
    await tom.trpc.rooms.setTyping.mutate({ roomId, typing: true });
    await mine.until(() => isTyping(mine, tom) === true);
    // the same person, through the other node
    await pharmacy.technician.trpc.rooms.setTyping.mutate({ roomId, typing: false });
    await mine.until(() => isTyping(mine, tom) === false);
    await theirs.until(() => isTyping(theirs, tom) === false);

    const feed = await follow(tom);
    const { seq } = await send(pharmacy.patient, 'did you get it?');
    const receipt = (what: 'lastDeliveredSeq' | 'lastReadSeq') =>
      mine.until(() => mine.values.some((signal) => signal.type === 'receipt' && signal.userId === tom.person.id && signal[what] === seq));
    await receipt('lastDeliveredSeq');
    await tom.trpc.messages.markRead.mutate({ roomId, seq });
    await receipt('lastReadSeq');
    theirs.stop();
    await mine.until(() => viewersIn(mine)[0] === 'Maria Alvarez');
    mine.stop();
    feed.stop();
  });

  test('open charts and appointments in hand are one for both', async () => {
    const { nurse, frontDesk, chen, sam } = await openClinic(one);
    const ben = await other.signIn(frontDesk.person);
    const { patientId } = sam;
    const chart = collect<ChartViewers>((observer) => nurse.trpc.patients.viewers.subscribe({ patientId }, observer));
    const theirs = collect<ChartViewers>((observer) => ben.trpc.patients.viewers.subscribe({ patientId }, observer));
    await chart.until(() => chart.values.at(-1)?.users.length === 2);
    theirs.stop();
    await chart.until(() => chart.values.at(-1)?.users.length === 1);

    const startsAt = Date.now() + 3_600_000;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 1_800_000).toISOString(), ...atAnyTime };
    const { id: appointmentId } = await nurse.trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId, providerId: chen.id, ...times });
    const signals = collect<ScheduleSignal>((observer) => nurse.trpc.schedule.signals.subscribe(undefined, observer));
    await signals.find(() => true);
    await ben.trpc.schedule.setHold.mutate({ appointmentId, doing: 'moving' });
    await signals.until(() => signals.values.at(-1)?.holds[0]?.name === 'Ben Whitaker');
    await frontDesk.trpc.schedule.setHold.mutate({ appointmentId: null });
    await signals.until(() => signals.values.at(-1)?.holds.length === 0);
    chart.stop();
    signals.stop();
  });

  test('a session that ends at one node ends its sockets at the other', async () => {
    const tom = await one.signIn(pharmacy.technician.person);
    const raw = await openRawSocket(other.url, tom.token);
    raw.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
    await raw.find(({ result }) => result?.type === 'data');
    await tom.trpc.auth.logout.mutate();
    expect(await raw.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
  });

  test('subscribers cut in the middle of a stream of messages lose none', async () => {
    const feed = await follow(await other.signIn(pharmacy.pharmacist.person));
    const expected = Array.from({ length: 60 }, (_, n) => `cut ${n}`);
    for (const [n, line] of expected.entries()) {
      if (n % 20 === 10) await redis.run('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await send(pharmacy.patient, line);
    }
    await feed.until(() => contents(feed).length === expected.length);
    expect(contents(feed)).toEqual(expected);
    await Promise.all([isReady(one), isReady(other)]);
    feed.stop();
  });

  test('a Redis that is killed degrades the nodes and stops nothing; when it is back, everyone catches up', async () => {
    const tom = await other.signIn(pharmacy.technician.person);
    const feed = await follow(tom);
    const [mine, theirs] = [roomSignals(pharmacy.patient, roomId), roomSignals(tom, roomId)];
    await mine.until(() => viewersIn(mine)[0] === 'Maria Alvarez,Tom Okafor');
    const inbox = inboxFeed(tom);
    await inbox.find(({ type }) => type === 'inbox.unread');

    await redis.kill();
    await Promise.all([isReady(one, 'degraded'), isReady(other, 'degraded')]);
    await send(pharmacy.patient, 'while Redis was gone');
    const here = await follow(pharmacy.pharmacist);
    await send(pharmacy.patient, 'and again');
    await here.until(() => contents(here).includes('and again'));
    theirs.stop();
    expect(contents(feed)).toEqual([]);

    await redis.start();
    await feed.until(() => contents(feed).length === 2);
    await mine.until(() => viewersIn(mine)[0] === 'Maria Alvarez');
    await inbox.until(() => inbox.values.some((event) => event.type === 'inbox.changed' && event.summary.lastMessage?.content === 'and again'));
    await Promise.all([isReady(one), isReady(other)]);
    for (const stream of [feed, here, mine, inbox]) stream.stop();
  });
});
