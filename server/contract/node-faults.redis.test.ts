import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import type { PresenceEvent } from '../../shared/presence.ts';
import { freePort } from '../startup/free-port.ts';
import type { Collected } from '../testing/collect.ts';
import { inboxFeed, presenceFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { metricsOf } from '../testing/metrics.ts';
import { startTestNodes, type TestNodes } from '../testing/nodes.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { redisMissing, startTestRedis } from '../testing/redis.ts';
import { newOrder, text } from '../testing/requests.ts';
import { connect, type TestClient } from '../testing/test-client.ts';

async function nodesWith(address: string): Promise<TestNodes> {
  const cluster = await startTestNodes({ redisAddresses: [address] });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  return cluster;
}

const readiness = async (url: string): Promise<unknown> => {
  const answer = await fetch(`${url}/readyz`);
  return { code: answer.status, ...((await answer.json()) as object) };
};

test('M3, M6: without Redis, for ever: both nodes serve, and the database tells in time what the bus does not', async () => {
  const cluster = await nodesWith(`redis://127.0.0.1:${await freePort()}`);
  const [one, other] = cluster.nodes;
  expect(await readiness(one.url)).toEqual({ code: 200, status: 'degraded', bus: 'degraded' });
  const { patient, technician, pharmacist } = await openPharmacy(one);
  const { roomId } = await newOrder(patient);
  const tom = await other.signIn(technician.person);
  const feed = roomFeed(tom, roomId);
  await feed.find(({ data }) => data.type === 'room.joined');
  const inbox = inboxFeed(tom);
  await inbox.find(({ type }) => type === 'inbox.unread');
  const unread = () => inbox.values.findLast((event) => event.type === 'inbox.unread')!;

  // a room that the list knows, one that it does not know yet, and a mark
  const { seq } = await patient.trpc.messages.send.mutate(text(roomId, 'are you there?'));
  await feed.find(({ data }) => data.type === 'message.created' && data.message.content === 'are you there?');
  await inbox.until(() => unread().total === 1);
  await technician.trpc.messages.markRead.mutate({ roomId, seq });
  await inbox.until(() => unread().total === 0);
  const fresh = await newOrder(patient);
  await inbox.until(() => inbox.values.some((event) => event.type === 'inbox.changed' && event.roomId === fresh.roomId));
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  await inbox.until(() => unread().counts.unassigned === 1);

  const { bus_connected, bus_dropped_total, gap_events_total } = await metricsOf(other);
  expect(bus_connected).toBe(0);
  for (const count of [bus_dropped_total, gap_events_total]) expect(count).toBeGreaterThan(0);

  // who is taken out of a thread at one node is out of it at the other
  const thread = await pharmacist.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [tom.person.id], subject: 'the late delivery' });
  const inThread = roomFeed(tom, thread.roomId);
  await inThread.find(({ data }) => data.type === 'room.joined');
  const removedAt = Date.now();
  await pharmacist.trpc.threads.removeParticipant.mutate({ roomId: thread.roomId, userId: tom.person.id });
  await pharmacist.trpc.messages.send.mutate(text(thread.roomId, 'behind his back'));
  await inThread.until(() => inThread.ended).catch(() => undefined);
  expect(Date.now() - removedAt).toBeLessThan(5_000);
  expect(inThread.values.at(-1)!.data.type).toBe('member.left');

  const raw = await openRawSocket(other.url, pharmacist.token);
  raw.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
  await raw.find(({ result }) => result?.type === 'data');
  const endedAt = Date.now();
  await pharmacist.trpc.auth.logout.mutate();
  expect(await raw.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
  expect(Date.now() - endedAt).toBeLessThan(5_000);
  feed.stop();
  inbox.stop();
}, 30_000);

const statusOf = (presence: Collected<PresenceEvent>, { person }: TestClient): string | undefined =>
  presence.values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user])).findLast((user) => user.userId === person.id)?.status;

describe.skipIf(redisMissing)('a node that is killed', () => {
  test('takes with it who was there, within 30 seconds, and nobody else', async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const cluster = await nodesWith(redis.address);
    const [one, other] = cluster.nodes;
    const { patient, technician, pharmacist } = await openPharmacy(one);
    const { roomId } = await newOrder(patient);
    const watching = presenceFeed(pharmacist);
    const signals = roomSignals(pharmacist, roomId);

    const doomed = await startProcess({ DATABASE_URL: one.databaseUrl, REDIS_URL: redis.address, SECRET_KEY: cluster.secretKey.toString('base64') });
    const tom = await connect(doomed.url, technician.person);
    const lena = await other.signIn(pharmacist.person);
    const [theirs, alsoHere] = [presenceFeed(tom), presenceFeed(lena)];
    const viewing = roomSignals(tom, roomId);
    await Promise.all([theirs, alsoHere, viewing].map((stream) => (stream as Collected<unknown>).find(() => true)));
    const viewers = () => signals.values.flatMap((signal) => (signal.type === 'viewers' ? [signal.userIds.length] : [])).at(-1);
    await watching.until(() => statusOf(watching, tom) === 'online');
    await signals.until(() => viewers() === 2);

    // the client comes back by itself, and finds nobody
    const killedAt = Date.now();
    await doomed.kill();
    await watching.until(() => statusOf(watching, tom) === 'offline');
    await signals.until(() => viewers() === 1);
    expect(Date.now() - killedAt).toBeLessThan(30_000);
    expect(statusOf(watching, lena)).toBe('online');
    await tom.close();
    for (const stream of [watching, signals, alsoHere]) stream.stop();
  }, limits.bus.nodeLapses + 30_000);
});

/** A node as a process of its own, which can be killed as a machine fails. */
async function startProcess(variables: Record<string, string>): Promise<{ url: string; kill(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts'), '--api-only'], {
    env: { PATH: process.env['PATH'], PORT: String(port), LOG_LEVEL: 'silent', ...variables },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect(await readiness(url)).toMatchObject({ status: 'ready', bus: 'connected' }), { timeout: 20_000, interval: 50 });
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
