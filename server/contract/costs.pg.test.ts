import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { holdRow } from '../testing/hold-row.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import type { TestClient } from '../testing/test-client.ts';
import { openRawSocket, type RawSocket } from '../transport/raw-socket.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
const rooms: string[] = [];

beforeAll(async () => {
  // the limits are what this is about
  app = await startTestApp({ rates: { writes: limits.writes, requestsPerMinute: limits.http.requestsPerMinute, ordersPerHour: 1_000 } });
  pharmacy = await openPharmacy(app);
  for (let order = 0; order < 11; order++) rooms.push((await newOrder(pharmacy.patient)).roomId);
});
afterAll(() => app[Symbol.asyncDispose]());

async function refusals(): Promise<number> {
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  return [...metrics.matchAll(/^medsync_calls_refused_total\S+ (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

const forAll = ['inbox.events', 'presence.watch', 'notifications.events', 'alerts.events', 'workItems.events'];
/** What a tab with two chats open follows. */
const ofTab = [...forAll.map((path) => ({ path, input: undefined as object | undefined })), ...rooms_('rooms.events'), ...rooms_('rooms.signals')];
function rooms_(path: string) {
  return Array.from({ length: 2 }, (_, index) => ({
    path,
    get input() {
      return { roomId: rooms[index]! };
    },
  }));
}

async function openTab(client: TestClient): Promise<RawSocket> {
  const socket = await openRawSocket(app.url, client.token);
  await socket.ask('auth.me');
  for (const [id, params] of ofTab.entries()) socket.send({ id, method: 'subscription', params });
  return socket;
}
const isOpen = async (socket: RawSocket): Promise<void> => {
  for (const id of ofTab.keys()) {
    const answer = await socket.next((each) => each.id === id && (each.error !== undefined || each.result?.type === 'data'));
    expect(answer.error).toBeUndefined();
  }
};

/** A page with chats open, as the web client asks for it; resolves to the reasons of what was refused. */
async function readAll({ token }: TestClient, chats = rooms): Promise<unknown[]> {
  const calls: [string, object][] = [
    ...chats.map((roomId): [string, object] => ['messages.list', { roomId }]),
    ...chats.map((roomId): [string, object] => ['chatOrders.get', { roomId }]),
    ...['chatOrders.list', 'notifications.list', 'alerts.list', 'auth.me'].map((path): [string, object] => [path, {}]),
  ];
  const batches = [calls.slice(0, limits.http.batchCalls), calls.slice(limits.http.batchCalls)].filter(({ length }) => length > 0).map(async (batch) => {
    const answer = await fetch(`${app.url}/trpc/${batch.map(([path]) => path).join(',')}?batch=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(batch.map(([, input], index) => [index, input]))),
    });
    const results = (await answer.json()) as { error?: { data: { reason: string } } }[];
    return results.flatMap(({ error }) => (error ? [error.data] : []));
  });
  return (await Promise.all(batches)).flat();
}

test('a busy day meets no limit: ten tabs that come back twice after a restart, two chats open in each, eleven read in turn, and a rush of messages', { timeout: 60_000 }, async () => {
  const { pharmacist } = pharmacy;
  for (let restart = 0; restart < 2; restart++) {
    const tabs = await Promise.all(Array.from({ length: 10 }, () => openTab(pharmacist)));
    const read = Promise.all(tabs.map(() => readAll(pharmacist, rooms.slice(0, 2))));
    await Promise.all(tabs.map(isOpen));
    expect((await read).flat()).toEqual([]);
    for (const { ws } of tabs) ws.terminate();
  }
  for (let round = 0; round < 5; round++) await Promise.all(rooms.map((roomId) => pharmacist.trpc.messages.send.mutate(text(roomId, 'ready at five'))));
  for (let page = 0; page < 20; page++) expect(await readAll(pharmacist)).toEqual([]);
  expect(await refusals()).toBe(0);
});

test('twelve slow searches of one person fail no call of another tenant, which all end first', async () => {
  const harbor = await openPharmacy(app);
  await using held = await holdRow(app.databaseUrl, 'lock table chat_order in access exclusive mode', []);
  let ended = 0;
  const searches = Array.from({ length: 12 }, () => pharmacy.technician.trpc.chatOrders.list.query({ search: 'amoxicillin' }).finally(() => (ended += 1)));
  const outcomes = Promise.allSettled(searches);
  await held.awaited();
  const call = (index: number) => (index % 2 ? harbor.pharmacist.trpc.auth.me.query() : harbor.technician.trpc.notifications.list.query({}));
  await Promise.all(Array.from({ length: 40 }, (_, index) => call(index)));
  expect(ended).toBe(0);
  await held.release();
  await outcomes;
});

test('a thousand subscriptions that are opened again cost their person, and nobody else waits for them', { timeout: 60_000 }, async () => {
  const { patient, otherPatient } = pharmacy;
  const { roomId } = await newOrder(otherPatient);
  const open = async () => {
    const socket = await openRawSocket(app.url, otherPatient.token);
    await socket.ask('auth.me');
    return socket;
  };
  const sockets = await Promise.all(Array.from({ length: limits.socket.perUser }, open));
  const say = (socket: RawSocket, messages: object[]) => {
    for (let start = 0; start < messages.length; start += limits.http.batchCalls) socket.send(messages.slice(start, start + limits.http.batchCalls));
  };
  /** Opens all that each socket may have, and gives the errors of those that were refused. */
  async function openAll(round: number): Promise<object[]> {
    const ids = Array.from({ length: limits.socket.subscriptions }, (_, index) => `${round} ${index}`);
    const outcomes = sockets.flatMap((socket) => {
      say(socket, ids.map((id) => ({ id, method: 'subscription', params: { path: 'rooms.events', input: { roomId } } })));
      return ids.map((id) => socket.next((each) => each.id === id && (each.error !== undefined || each.result?.type === 'data')));
    });
    const refused = (await Promise.all(outcomes)).flatMap(({ error }) => (error ? [error.data] : []));
    for (const socket of sockets) say(socket, ids.map((id) => ({ id, method: 'subscription.stop' })));
    return refused;
  }
  expect(await openAll(1)).toEqual([]);
  const again = openAll(2);
  for (let call = 0; call < 20; call++) expect((await patient.trpc.auth.me.query()).id).toBe(patient.person.id);
  const refused = await again;
  expect(refused.length).toBeGreaterThan(500);
  for (const error of refused) expect(error).toMatchObject({ reason: 'RATE_LIMITED', retryAfter: expect.any(Number) as number });
  for (const { ws } of sockets) ws.terminate();
});

test('who is answered nothing but errors is not answered for a while, and nobody else notices', async () => {
  const harbor = await openPharmacy(app);
  const socket = await openRawSocket(app.url, harbor.pharmacist.token);
  await socket.ask('auth.me');
  const { burst } = limits.costs.person.refusals;
  for (let id = 0; id < 1.2 * burst; id += limits.http.batchCalls)
    socket.send(Array.from({ length: limits.http.batchCalls }, (_, index) => ({ id: id + index, method: 'query', params: { path: 'no.such' } })));
  expect(await socket.closed).toEqual({ code: closeCodes.tooManyMessages, reason: 'RATE_LIMITED' });
  const asked = await fetch(`${app.url}/trpc/auth.me`, { headers: { authorization: `Bearer ${harbor.pharmacist.token}` } });
  expect([asked.status, Number(asked.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  expect(await asked.json()).toMatchObject({ error: { data: { reason: 'RATE_LIMITED' } } });
  expect((await harbor.technician.trpc.auth.me.query()).id).toBe(harbor.technician.person.id);
});
