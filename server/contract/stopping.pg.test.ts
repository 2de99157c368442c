import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { holdRow } from '../testing/hold-row.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp } from '../testing/test-app.ts';

test('O1: a node that stops is not ready, tells its sockets to come back, answers what arrives and finishes what is under way', async () => {
  await using app = await startTestApp();
  const { patient, pharmacist } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  const socket = await openRawSocket(app.url, pharmacist.token);
  socket.send(callFrame(1, 'query', 'auth.me'));
  await socket.find(({ id }) => id === 1);
  const agent = new Agent({ keepAlive: true });
  const ask = async (path: string): Promise<IncomingMessage> => {
    const request = get(`${app.url}${path}`, { agent, headers: { authorization: `Bearer ${pharmacist.token}` } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return answer;
  };
  const before = await ask('/trpc/auth.me');
  expect(before.headers.connection).toBe('keep-alive');
  await json(before);

  await using held = await holdRow(app.databaseUrl, `select 1 from chat_order where room_id = $1 for update`, [roomId]);
  socket.send(callFrame(2, 'mutation', 'chatOrders.claim', { roomId }));
  await held.awaited();
  let stopped = false;
  const restarted = app.restart(async () => void (stopped = true));
  await socket.find(({ method }) => method === 'reconnect');
  const [ready, answered] = [await ask('/readyz'), await ask('/trpc/auth.me')];
  expect([ready.statusCode, answered.statusCode, stopped]).toEqual([503, 200, false]);
  for (const answer of [ready, answered]) {
    expect(answer.headers.connection).toBe('close');
    await json(answer);
  }

  await held.release();
  expect((await socket.find(({ id }) => id === 2)).result?.data).toMatchObject({ claimedBy: { id: pharmacist.person.id } });
  expect((await socket.closed).code).toBe(closeCodes.restart);
  await restarted;
  agent.destroy();
});
