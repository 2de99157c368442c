import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { StreamSocket } from './stream-socket.ts';

interface AskedStream {
  token: string;
  ids: number[];
  answer: ServerResponse;
  isOpen: boolean;
  say(frame: unknown): void;
}

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

/** A server of streams that says what the test tells it to, and the socket in front of it. */
async function start({ ready = 200 } = {}) {
  const streams: AskedStream[] = [];
  let refusing = false;
  const refused = vi.fn();
  const server = createServer(async (request, answer) => {
    if (request.url === '/readyz') return answer.writeHead(ready).end();
    if (refusing) {
      refused();
      return answer.writeHead(503).end();
    }
    const [first, ...batches] = (await bodyOf(request)).split('\n').map((line) => JSON.parse(line));
    answer.writeHead(200).write(':\n\n');
    const stream: AskedStream = {
      token: first.data.token,
      ids: batches.flat().map(({ id }) => id),
      answer,
      isOpen: true,
      say: (frame) => answer.write(`data: ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`),
    };
    answer.on('close', () => void (stream.isOpen = false));
    streams.push(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let tokens = 0;
  const measured = vi.fn<(latency: number) => void>();
  const socket = new StreamSocket({ url: `${url}/trpc/stream`, readyUrl: `${url}/readyz`, freshToken: async () => `token-${++tokens}`, measured });
  const heard: string[] = [];
  const events: string[] = [];
  socket.addEventListener('message', (event) => heard.push((event as MessageEvent<string>).data));
  for (const type of ['open', 'error', 'close']) socket.addEventListener(type, () => events.push(type));
  endings.push(() => {
    socket.close();
    server.close();
    server.closeAllConnections();
  });
  const stream = (number: number) => vi.waitUntil(() => streams[number - 1], { interval: 5, timeout: 5_000 });
  const refuse = (value: boolean) => void (refusing = value);
  return { socket, streams, stream, heard, events, measured, refuse, refused };
}

const subscribe = (...ids: number[]) => JSON.stringify(ids.map((id) => ({ id, method: 'subscription', params: { path: 'rooms.events' } })));
const stop = (id: number) => JSON.stringify({ id, method: 'subscription.stop' });
const started = (id: number) => ({ id, result: { type: 'started' } });
const value = (id: number, cursor: string) => ({ id, result: { type: 'data', id: cursor, data: { id: cursor } } });
const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 5, timeout: 5_000 });

test('what is asked for together shares one stream; a change opens another, and ends the old one when all have answered', async () => {
  const { socket, streams, stream, heard } = await start();
  await once(socket, 'open');
  socket.send(JSON.stringify({ method: 'connectionParams', data: { token: 'not used' } }));
  socket.send(subscribe(1));
  socket.send(subscribe(2));
  const first = await stream(1);
  expect(first).toMatchObject({ token: 'token-1', ids: [1, 2] });
  first.say(started(1));
  first.say(value(1, 'a'));
  await until(() => heard.length === 2);

  socket.send(stop(2));
  socket.send(subscribe(3));
  const second = await stream(2);
  expect(second).toMatchObject({ token: 'token-2', ids: [1, 3] });
  second.say(value(1, 'b'));
  second.say(started(3));
  await until(() => heard.length === 4);
  expect(first.isOpen).toBe(true);
  second.say(value(3, 'c'));
  await until(() => !first.isOpen);
  expect(heard.map((frame) => JSON.parse(frame))).toEqual([started(1), value(1, 'a'), value(1, 'b'), started(3), value(3, 'c')]);
  expect(streams).toHaveLength(2);
});

test('more than fit into one batch are asked for in several', async () => {
  const { socket, stream } = await start();
  await once(socket, 'open');
  const ids = Array.from({ length: 45 }, (_, index) => index + 1);
  socket.send(subscribe(...ids));
  expect((await stream(1)).ids).toEqual(ids);
});

test('without subscriptions there is no stream', async () => {
  const { socket, stream, streams, heard } = await start();
  await once(socket, 'open');
  socket.send(subscribe(1));
  const first = await stream(1);
  socket.send(stop(1));
  await until(() => !first.isOpen);
  socket.send('PING');
  await until(() => heard.includes('PONG'));
  expect(streams).toHaveLength(1);
});

test('a sign of life is another stream that opens', async () => {
  const { socket, stream, heard, measured } = await start();
  await once(socket, 'open');
  socket.send(subscribe(1));
  const first = await stream(1);
  first.say(value(1, 'a'));
  await until(() => heard.length === 1);
  socket.send('PING');
  await stream(2);
  await until(() => heard.includes('PONG'));
  expect(measured).toHaveBeenCalledTimes(2);
});

test('the server’s own sign of life reaches tRPC, and its notice leads to another stream', async () => {
  const { socket, stream, heard } = await start();
  vi.spyOn(Math, 'random').mockReturnValue(0.001);
  await once(socket, 'open');
  socket.send(subscribe(1));
  const first = await stream(1);
  first.say('PING');
  first.say({ id: null, method: 'reconnect' });
  expect((await stream(2)).ids).toEqual([1]);
  expect(heard).toEqual(['PING']);
  vi.restoreAllMocks();
});

test('a stream that is refused leaves the one that there is, and is asked for again', async () => {
  const { socket, stream, heard, events, refuse, refused } = await start();
  await once(socket, 'open');
  socket.send(subscribe(1));
  const first = await stream(1);
  first.say(value(1, 'a'));
  await until(() => heard.length === 1);
  refuse(true);
  socket.send(subscribe(2));
  await until(() => refused.mock.calls.length > 0);
  first.say(value(1, 'b'));
  await until(() => heard.length === 2);
  refuse(false);
  expect((await stream(2)).ids).toEqual([1, 2]);
  expect(first.isOpen).toBe(true);
  expect(events).toEqual(['open']);
});

test('the code with which the server ends a stream is the socket’s', async () => {
  const { socket, stream } = await start();
  await once(socket, 'open');
  const closed = once(socket, 'close');
  socket.send(subscribe(1));
  (await stream(1)).answer.end('event: close\ndata: {"code":4401,"reason":"SESSION_ENDED"}\n\n');
  const [{ code }] = (await closed) as [CloseEvent];
  expect(code).toBe(4401);
});

test('a stream that is cut is a socket that is cut, once', async () => {
  const { socket, stream, events } = await start();
  await once(socket, 'open');
  const closed = once(socket, 'close');
  socket.send(subscribe(1));
  (await stream(1)).answer.destroy();
  const [{ code }] = (await closed) as [CloseEvent];
  expect(code).toBe(1006);
  socket.close();
  await Promise.resolve();
  expect(events).toEqual(['open', 'close']);
});

test('a server that is not ready is a socket that does not open', async () => {
  const { socket, events } = await start({ ready: 503 });
  await once(socket, 'close');
  expect(events).toEqual(['error', 'close']);
  expect(socket.readyState).toBe(WebSocket.CLOSED);
});
