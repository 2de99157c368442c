import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { limits } from '../../shared/limits.ts';
import { publicProcedure, router } from './procedures.ts';
import { startSocketFixture, type SocketFixture } from './socket-fixture.ts';

// pings that a test need not wait for: in life it is 25 seconds to the ping and 20 for the answer
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  return { limits: { ...limits, socket: { ...limits.socket, pingEvery: 100, pongWithin: 100 } } as unknown as typeof limits };
});

const inLife = 45_000;
let streams = 0;
const testRouter = router({
  here: publicProcedure.query(() => 'here'),
  stream: publicProcedure.subscription(async function* ({ signal }) {
    streams += 1;
    yield 'one';
    await new Promise((resolve) => signal!.addEventListener('abort', resolve));
    streams -= 1;
  }),
});

let fixture: SocketFixture;
beforeAll(async () => void (fixture = await startSocketFixture(testRouter)));
afterAll(() => fixture[Symbol.asyncDispose]());

test('R5: a socket whose peer has gone silent is freed with its streams; who answers stays', async () => {
  const { limits: real } = await vi.importActual<{ limits: typeof limits }>('../../shared/limits.ts');
  expect(real.socket.pingEvery + real.socket.pongWithin).toBeLessThanOrEqual(inLife);

  const [silent, answering] = [await fixture.open('silent'), await fixture.open('answering')];
  answering.ws.on('message', (data: Buffer) => data.toString() === 'PING' && answering.send('PONG'));
  for (const socket of [silent, answering]) {
    socket.send({ id: 1, method: 'subscription', params: { path: 'stream' } });
    await socket.next(({ result }) => result?.type === 'data');
  }
  expect(streams).toBe(2);
  // reads nothing any more, and so answers nothing
  silent.ws.pause();
  await vi.waitUntil(() => streams === 1, { interval: 5, timeout: 10_000 });
  silent.ws.resume();
  expect((await silent.closed).code).toBe(1006);
  expect((await answering.ask('here')).result?.data).toBe('here');
  answering.ws.terminate();
});
