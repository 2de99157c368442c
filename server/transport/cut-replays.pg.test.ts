import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { newId } from '../../shared/ids.ts';
import { createLocalBus } from '../realtime/bus.ts';
import { createEventLog } from '../realtime/event-log.ts';
import { roomTopic } from '../../shared/topics.ts';
import { collect } from '../testing/collect.ts';
import type { TrackedRoomEvent } from '../testing/feeds.ts';
import { startTestApp } from '../testing/test-app.ts';
import type { AppRouter } from './router.ts';
import { startCuttingProxy } from './tcp-proxy.ts';

// every cut is followed by another socket
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, upgradesPerSecond: 100_000, upgradeBurst: 100_000 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

const events = 120;

test('a replay cut anywhere, again and again, is resumed by the client itself: every event once, in order', async () => {
  await using app = await startTestApp();
  const tenantId = await app.addTenant('Greenleaf');
  const patient = await app.signIn(await app.addPerson(tenantId, 'patient', 'Maria Alvarez'));
  const { roomId } = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: 'my refill' });
  const topic = roomTopic(roomId);
  const feedFromStart = collect<TrackedRoomEvent>((observer) => patient.trpc.rooms.events.subscribe({ roomId }, observer));
  const start = await feedFromStart.find(() => true);
  feedFromStart.stop();
  const log = createEventLog({ db: app.db, bus: createLocalBus() });
  const lengths = Array.from({ length: events }, (_, index) => (index * 37) % 300);
  await log.write(tenantId, (unit) =>
    unit.append(lengths.map((length) => ({ topic, audience: 'everyone', body: (position) => ({ type: 'test', roomId, ...position, note: 'x'.repeat(length) }) }))),
  );
  const expected = Array.from({ length: events }, (_, index) => start.data.seq + 1 + index);

  let connections = 0;
  // first within the handshake and the confirmation, then within the events, each time at another byte
  await using proxy = await startCuttingProxy(app.url, () => [40, 129, 160, 230][connections++] ?? 1_500 + ((connections * 37) % 1_000));
  for (let round = 0; round < 3; round++) {
    connections = round;
    const cutsBefore = proxy.cuts;
    const client = createWSClient({
      url: `${proxy.url.replace('http', 'ws')}/trpc`,
      connectionParams: () => ({ token: patient.token }),
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      retryDelayMs: () => 1,
    });
    const trpc = createTRPCClient<AppRouter>({ links: [wsLink({ client })] });
    const feed = collect<TrackedRoomEvent>((observer) => trpc.rooms.events.subscribe({ roomId, lastEventId: start.id }, observer));
    const received = () => feed.values.filter(({ data }) => (data as { type: string }).type === 'test').map(({ data }) => data.seq);
    await feed.until(() => received().at(-1) === expected.at(-1));
    expect(received()).toEqual(expected);
    expect(feed.values.filter(({ data }) => data.type === 'feed.reset')).toEqual([]);
    expect(proxy.cuts - cutsBefore).toBeGreaterThan(20);
    feed.stop();
    await client.close();
  }
});
