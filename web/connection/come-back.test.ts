import { createTRPCClient } from '@trpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { seededRandom } from '../../server/realtime/faulty-bus.ts';
import { newId } from '../../shared/ids.ts';
import { createLinks } from '../lib/links.ts';
import { createServerTime } from '../lib/server-time.ts';
import type { Session } from '../lib/session.ts';
import type { AppRouter } from '../lib/trpc.ts';
import { stubBrowser } from './browser-stand-in.ts';

const clients = 1_000;
const goneFor = 3_000;
const session = { freshToken: async () => 'token', renewedToken: async () => 'token' } as Session;

interface Frame {
  id: number;
  method: string;
  params: { lastEventId?: string };
}

/** A server that goes and comes: it admits everybody to whatever they subscribe to, as the wire says it. */
let server: { isThere: boolean; sockets: Set<Socket>; arrivals: number[]; resumed: number };

class Socket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  readyState = Socket.CONNECTING;

  constructor() {
    super();
    later(() => (server.isThere ? this.#open() : this.end()));
  }

  #open(): void {
    this.readyState = Socket.OPEN;
    server.sockets.add(this);
    server.arrivals.push(Date.now());
    this.dispatchEvent(new Event('open'));
  }

  end(): void {
    this.readyState = Socket.CLOSED;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new CloseEvent('close', { code: 1006 }));
  }

  send(text: string): void {
    if (text === 'PING') return this.#say('PONG');
    for (const { id, method, params } of [JSON.parse(text) as Frame | Frame[]].flat()) {
      if (method !== 'subscription') continue;
      const isBack = params.lastEventId === 'place';
      if (isBack) server.resumed += 1;
      const data = { id: 'place', data: { type: isBack ? 'feed.heartbeat' : 'room.joined' } };
      for (const result of [{ type: 'started' }, { type: 'data', id: 'place', data }]) this.#say(JSON.stringify({ id, result }));
    }
  }

  #say(data: string): void {
    later(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
}

const later = (action: () => void) => setTimeout(action, 1);

beforeEach(() => {
  server = { isThere: true, sockets: new Set(), arrivals: [], resumed: 0 };
  vi.useFakeTimers();
  stubBrowser();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Nobody answers.')));
  vi.spyOn(Math, 'random').mockImplementation(seededRandom(2026));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('R6: a thousand clients whose server is gone for three seconds come back spread over time, and all resume', async () => {
  // ours extends the browser's socket, which has to be there first
  const { createConnection } = await import('./connection-store.ts');
  const connections = Array.from({ length: clients }, () => {
    const connection = createConnection({ socket: 'ws://pharmacy.test', stream: 'http://pharmacy.test/stream', ready: 'http://pharmacy.test/readyz' }, session);
    createTRPCClient<AppRouter>({ links: createLinks(connection, session, createServerTime()) }).rooms.events.subscribe({ roomId: newId() }, {});
    return connection;
  });
  const live = () => connections.filter(({ getSnapshot }) => getSnapshot().state.name === 'live').length;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(live()).toBe(clients);

  server.isThere = false;
  for (const socket of server.sockets) socket.end();
  await vi.advanceTimersByTimeAsync(goneFor);
  expect(live()).toBe(0);
  Object.assign(server, { isThere: true, arrivals: [] });
  await vi.advanceTimersByTimeAsync(35_000 - goneFor);

  expect(live()).toBe(clients);
  const { arrivals, resumed } = server;
  expect([arrivals.length, resumed]).toEqual([clients, clients]);
  const within = (from: number) => arrivals.filter((at) => at >= from && at < from + 1_000).length;
  expect(Math.max(...arrivals.map(within))).toBeLessThanOrEqual(clients / 5);
  for (const connection of connections) connection.stop();
});
