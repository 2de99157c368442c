import assert from 'node:assert/strict';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { publicProcedure, router } from './procedures.ts';
import { sendRaw } from './raw-http.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { startSocketFixture, type SocketFixture } from './socket-fixture.ts';

const testRouter = router({ here: publicProcedure.query(() => 'here') });
const other = '127.0.0.2';
const upgrade = 'GET /trpc?connectionParams=1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

let fixture: SocketFixture;
let opened: RawSocket[];
beforeEach(async () => {
  fixture = await startSocketFixture(testRouter);
  opened = [];
});
/** Whoever comes from elsewhere notices nothing. */
afterEach(async () => {
  opened.push(await openRawSocket(fixture.url, 'somebody else', { localAddress: other }));
  assert.equal((await opened.at(-1)!.ask('here')).result?.data, 'here');
  for (const { ws } of opened) ws.terminate();
  await fixture[Symbol.asyncDispose]();
});

/** Opens a socket; false when it was refused before the upgrade. */
const tryOpen = (token: string): Promise<boolean> =>
  openRawSocket(fixture.url, token).then(
    (socket) => opened.push(socket) > 0,
    (error: Error) => {
      expect(error.message).toMatch(/429/);
      return false;
    },
  );

test('S6: of 1,000 sockets from one address the first hundred are accepted, the rest refused with 429 before the upgrade', async () => {
  for (let count = 0; count < 1_000; count++) {
    fixture.pass(1_000);
    expect(await tryOpen(`person ${count}`)).toBe(count < limits.socket.perAddress);
  }
  expect(fixture.admissions).toBe(limits.socket.perAddress);

  opened[0]!.ws.terminate();
  await vi.waitUntil(() => tryOpen('the next one'), { interval: 5 });
});

test('S6: upgrades beyond the rate of an address are refused with 429 and told when to come again', async () => {
  const answers = await Promise.all(Array.from({ length: 2 * limits.socket.upgradeBurst }, (_, count) => tryOpen(`person ${count}`)));
  expect(answers.filter(Boolean)).toHaveLength(limits.socket.upgradeBurst);
  expect(await sendRaw(fixture.url, upgrade)).toMatch(/^HTTP\/1\.1 429 [^]*Retry-After: 1\r\n/);

  fixture.pass(1_000);
  const later = await Promise.all(Array.from({ length: 2 * limits.socket.upgradesPerSecond }, () => tryOpen('later')));
  expect(later.filter(Boolean)).toHaveLength(limits.socket.upgradesPerSecond);
});

test('S6: of 200 sockets of one person as many stay as are allowed, and the rest are ended', async () => {
  const sockets = await Promise.all(
    Array.from({ length: 200 }, async (_, count) => {
      fixture.pass(1_000);
      return openRawSocket(fixture.url, 'many', { localAddress: `127.0.1.${count + 1}` });
    }),
  );
  opened.push(...sockets);
  const outcome = ({ ask, closed }: RawSocket) => ask('here').then(() => 'answered', async () => (await closed).code);
  const outcomes = await Promise.all(sockets.map(outcome));
  expect(outcomes.filter((each) => each === 'answered')).toHaveLength(limits.socket.perUser);
  expect(new Set(outcomes)).toEqual(new Set(['answered', closeCodes.tooManyMessages]));
});
