import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { LiveSocket } from './live-socket.ts';

const servers: WebSocketServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function connect(measured: (latency: number) => void = () => undefined) {
  const server = new WebSocketServer({ port: 0 });
  servers.push(server);
  await once(server, 'listening');
  const lines: Socket[] = [];
  server.on('connection', (peer, { socket }) => {
    lines.push(socket);
    peer.on('message', (data) => data instanceof Buffer && data.toString() === 'PING' && peer.send('PONG'));
  });
  const live = new LiveSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, measured);
  await once(live, 'open');
  await vi.waitUntil(() => lines.length === 1);
  return { live, line: lines[0] as Socket, server };
}

test('closing is over at once although the line is dead, and only once although it comes back', async () => {
  const { live, line } = await connect();
  line.pause();
  const closed = vi.fn();
  live.addEventListener('close', closed);
  live.close();
  await Promise.resolve();
  expect(closed).toHaveBeenCalledOnce();
  const torn = once(line, 'close');
  line.destroy();
  await torn;
  await vi.waitUntil(() => live.readyState === WebSocket.CLOSED);
  expect(closed).toHaveBeenCalledOnce();
});

test('a close by the server arrives as it is', async () => {
  const { live, server } = await connect();
  const closed = once(live, 'close');
  for (const peer of server.clients) peer.close(4401);
  const [event] = await closed;
  expect(event.code).toBe(4401);
});

test('the time from PING to PONG is measured', async () => {
  const measured = vi.fn<(latency: number) => void>();
  const { live } = await connect(measured);
  live.send('PING');
  await vi.waitUntil(() => measured.mock.calls.length === 1);
  expect(measured.mock.lastCall?.[0]).toBeGreaterThan(0);
});

test('asking for a replacement reads like a notice of the server', async () => {
  const { live } = await connect();
  const heard = once(live, 'message');
  live.replace();
  const [event] = await heard;
  expect(JSON.parse(event.data)).toEqual({ id: null, method: 'reconnect' });
});
