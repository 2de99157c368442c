import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../failure.ts';
import { createCallDesk } from './call-desk.ts';
import { holdRefusals, takeTurns } from './http-turns.ts';

vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  return { limits: { ...limits, refusalsHeld: { for: 100, perAddress: 2 } } as unknown as typeof limits };
});

const caller = (userId: string) => ({ tenantId: 'greenleaf', tenantKind: 'pharmacy' as const, userId, name: userId, role: 'pharmacist' as const, sessionId: userId });

/** Whoever asks says their name in a header; at `/slow` the answer waits for `finish`, at `/often` it is 429. */
async function serve(waiting = 300) {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const begun: string[] = [];
  const server = fastify();
  server.setErrorHandler((error: Failure, _, reply) => reply.code(429).header('retry-after', error.details.retryAfter).send({}));
  holdRefusals(server);
  const allowed = { ...limits, requests: { ...limits.requests, waiting } };
  const askerOf = ({ headers }: { headers: IncomingHttpHeaders }) => ({ caller: typeof headers['x-name'] === 'string' ? caller(headers['x-name']) : null, address: '10.0.0.1' });
  takeTurns(server, { desk: createCallDesk({ allowed }), what: 'request', askerOf });
  server.get('/slow', async ({ headers }) => {
    begun.push(String(headers['x-name']));
    await finished;
    return 'done';
  });
  server.get('/often', (_, reply) => reply.code(429).send({}));
  server.get('/', () => 'here');
  await server.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  const ask = (path: string, name: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-name': name, connection: 'close' } });
  return { ask, port, begun, finish };
}

test('requests of one person beyond theirs wait, unread; those of others do not', async () => {
  const { ask, begun, finish } = await serve();
  const { person } = limits.requests.atOnce;
  const all = Array.from({ length: person + 3 }, () => ask('/slow', 'lena'));
  await expect.poll(() => begun.length).toBe(person);
  expect((await ask('/', 'tom')).status).toBe(200);
  expect(begun).toHaveLength(person);
  finish();
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 200));
});

test('whoever goes away leaves their place to the next', async () => {
  const { ask, port, begun } = await serve();
  const { person } = limits.requests.atOnce;
  const sockets = Array.from({ length: person }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  for (const socket of sockets) socket.write('GET /slow HTTP/1.1\r\nHost: test\r\nX-Name: lena\r\n\r\n');
  await expect.poll(() => begun.length).toBe(person);
  const next = ask('/', 'lena');
  for (const socket of sockets) socket.destroy();
  expect((await next).status).toBe(200);
});

test('an answer that nobody takes keeps no place', async () => {
  const { ask, port } = await serve();
  const sockets = Array.from({ length: 2 * limits.requests.atOnce.person }, () => connect(port, '127.0.0.1').on('error', () => undefined).pause());
  for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: test\r\nX-Name: lena\r\n\r\n');
  expect((await ask('/', 'lena')).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test('more than may wait are refused with the time after which to try again', async () => {
  const { ask, begun, finish } = await serve(1);
  const all = Array.from({ length: limits.requests.atOnce.person }, () => ask('/slow', 'lena'));
  await expect.poll(() => begun.length).toBe(all.length);
  const outcomes = await Promise.all([ask('/', 'lena'), ask('/', 'lena')].map((answer) => Promise.race([answer, answer.then(() => null)])).slice(1));
  expect(outcomes.map((answer) => answer && [answer.status, answer.headers.get('retry-after')])).toEqual([[429, '1']]);
  finish();
  await Promise.all(all);
});

test('a refusal is held for a while, and beyond so many the connection is cut', async () => {
  const { ask, port } = await serve();
  const since = performance.now();
  const held = [ask('/often', 'lena'), ask('/often', 'tom')];
  // the third arrives while both are held
  const third = connect(port, '127.0.0.1').on('error', () => undefined);
  const cut = Promise.race([once(third, 'close').then(() => 'cut'), once(third, 'data').then(() => 'answered')]);
  await expect.poll(() => performance.now() - since).toBeGreaterThan(30);
  third.write('GET /often HTTP/1.1\r\nHost: test\r\n\r\n');
  const [first, second] = await Promise.all(held);
  expect([first!.status, second!.status, await cut]).toEqual([429, 429, 'cut']);
  expect(performance.now() - since).toBeGreaterThanOrEqual(limits.refusalsHeld.for - 5);
  expect((await ask('/often', 'grace')).status, 'after they have been let go').toBe(429);
});
