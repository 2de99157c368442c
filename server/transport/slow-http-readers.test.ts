import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { cutSlowHttpReaders } from './slow-http-readers.ts';

// a patience that a test need not wait ten seconds for
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  return { limits: { ...limits, socket: { ...limits.socket, slowFor: 300 } } as unknown as typeof limits };
});

const mebibyte = 1024 * 1024;

async function serve(answer: RequestListener) {
  const server = createServer(answer);
  let cuts = 0;
  cutSlowHttpReaders(server, () => (cuts += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    get cuts() {
      return cuts;
    },
    async ask(): Promise<Socket> {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
      return socket;
    },
  };
}

test.each<[string, RequestListener]>([
  ['an answer', (_, response) => void response.end(Buffer.alloc(64 * mebibyte))],
  ['a file', (_, response) => void Readable.from(Array.from({ length: 1_024 }, () => Buffer.alloc(65_536))).pipe(response)],
  ['an event stream', (_, response) => void response.write(Buffer.alloc(64 * mebibyte))],
])('who takes nothing of %s is cut', async (_, answer) => {
  const server = await serve(answer);
  const socket = (await server.ask()).pause();
  await vi.waitUntil(() => server.cuts === 1, { interval: 5, timeout: 10_000 });
  socket.resume();
  await once(socket, 'close');
});

test('who reads on is not', async () => {
  const server = await serve((_, response) => void response.end(Buffer.alloc(24 * mebibyte)));
  const socket = await server.ask();
  let bytes = 0;
  for await (const chunk of socket) {
    bytes += (chunk as Buffer).length;
    await new Promise(setImmediate);
    if (bytes > 24 * mebibyte) break;
  }
  expect(bytes).toBeGreaterThan(24 * mebibyte);
  expect(server.cuts).toBe(0);
});

test('a call that takes long to answer is waited for', async () => {
  const held = Promise.withResolvers<void>();
  const server = await serve(async (_, response) => {
    await held.promise;
    response.end('answered');
  });
  const [slow, idle] = [await server.ask(), await server.ask()];
  const spoken = connect((slow.remotePort as number) ?? 0, '127.0.0.1').on('error', () => undefined);
  // a connection on which nothing is asked is the measure of the time that has passed
  await once(spoken, 'close');
  held.resolve();
  for (const socket of [slow, idle]) expect(String((await once(socket, 'data'))[0])).toContain('answered');
  expect(server.cuts).toBe(0);
});
