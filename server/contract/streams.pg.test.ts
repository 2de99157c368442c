import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { metricsOf } from '../testing/metrics.ts';
import { password } from '../testing/people.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { openRawStream, type RawStream } from '../testing/raw-stream.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import type { WireLog } from '../testing/wire-log.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;
const opened: RawStream[] = [];

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
  roomId = (await newOrder(pharmacy.patient)).roomId;
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(async () => {
  for (const stream of opened.splice(0)) stream.abort();
  await vi.waitUntil(async () => (await metricsOf(app))['event_streams'] === 0, { interval: 20 });
});

async function open(token: string | null, ...frames: unknown[]): Promise<RawStream> {
  const stream = await openRawStream(app.url, token, frames);
  opened.push(stream);
  return stream;
}
const events = (lastEventId?: string) => callFrame(1, 'subscription', 'rooms.events', { roomId, lastEventId });
const say = (content: string) => pharmacy.pharmacist.trpc.messages.send.mutate(text(roomId, content));
const hearing = (log: WireLog, words: string) => log.find((frame) => JSON.stringify(frame).includes(`"content":"${words}"`));
const heard = ({ frames }: WireLog) =>
  frames.flatMap(({ result }) => {
    const { data } = (result?.data ?? {}) as { data?: { message?: { content: string } } };
    return data?.message ? [data.message.content] : [];
  });
const ids = ({ frames }: WireLog) => frames.flatMap(({ result }) => (result?.id === undefined ? [] : [result.id]));

test('a stream carries what a socket carries, byte for byte, the events that came directly too', async () => {
  const socket = await openRawSocket(app.url, pharmacy.patient.token);
  socket.send(events());
  const stream = await open(pharmacy.patient.token, events());
  await Promise.all([socket, stream].map((log) => log.find(({ result }) => result?.type === 'data')));
  await say('one, "é\u2028\n\n"data: two');
  await pharmacy.pharmacist.trpc.messages.send.mutate(note(roomId, 'for staff'));
  await say('two');
  await Promise.all([socket, stream].map((log) => hearing(log, 'two')));
  expect(heard(stream)).toHaveLength(2);
  expect(stream.frames.slice(2)).toEqual(socket.frames.slice(2));
  expect(stream.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(stream.answer.headers['cache-control']).toBe('no-store, no-transform');
  expect(stream.answer.headers['x-accel-buffering']).toBe('no');
  expect(stream.answer.headers['x-content-type-options']).toBe('nosniff');
  socket.socket.terminate();
});

test('ids hold on both ways: from a stream to a socket and back, nothing is missing and nothing comes twice', async () => {
  const first = await open(pharmacy.patient.token, events());
  await first.find(({ result }) => result?.type === 'data');
  await say('heard over the stream');
  const last = await hearing(first, 'heard over the stream');
  first.abort();
  await first.closed;
  await say('missed 1');

  const socket = await openRawSocket(app.url, pharmacy.patient.token);
  socket.send(events(last.result!.id));
  await say('heard over the socket');
  const later = await hearing(socket, 'heard over the socket');
  expect(heard(socket)).toEqual(['missed 1', 'heard over the socket']);
  socket.socket.terminate();
  await say('missed 2');

  const second = await open(pharmacy.patient.token, events(later.result!.id));
  await say('heard over the next stream');
  await hearing(second, 'heard over the next stream');
  expect(heard(second)).toEqual(['missed 2', 'heard over the next stream']);
  expect(new Set(ids(second)).size).toBe(ids(second).length - (second.frames.some((frame) => JSON.stringify(frame).includes('feed.heartbeat')) ? 1 : 0));
});

test('a session that ends, ends the stream within a second, and says so', async () => {
  const client = await app.signIn(await app.addPerson(pharmacy.tenantId, 'technician', 'Nina Weber'));
  const stream = await open(client.token, events());
  await stream.find(({ result }) => result?.type === 'data');
  const [session] = await client.trpc.auth.sessions.query();
  const before = Date.now();
  await runAsSuperuser(app.databaseUrl, `update session set ended_at = now(), ended_because = 'logout' where id = $1`, [session!.id]);
  expect(await stream.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
  expect(Date.now() - before).toBeLessThan(limits.auth.sessionPollEvery * 3);
  await say('secret');
  expect(heard(stream)).not.toContain('secret');
  expect(await (await open(client.token, events())).closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
});

test.each([
  ['no token', null, closeCodes.unauthenticated, 'NOT_SIGNED_IN'],
  ['a token that does not verify', 'nonsense', closeCodes.forbidden, 'TOKEN_INVALID'],
])('%s gets no event, and a close that says why', async (_, token, code, reason) => {
  const stream = await open(token, events());
  expect(await stream.closed).toEqual({ code, reason });
  expect(stream.frames).toEqual([]);
});

test('the refresh cookie is no way in', async () => {
  const answer = await fetch(`${app.url}/trpc/auth.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: pharmacy.patient.person.email, password }),
  });
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toContain('medsync_refresh=');
  const stream = await openRawStream(app.url, null, [events()], { cookie: cookie! });
  expect((await stream.closed).code).toBe(closeCodes.unauthenticated);
});

test('who does not say who they are gets nothing, and is cut in time', async () => {
  const answer = await fetch(`${app.url}/trpc/stream`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: '' });
  expect(await answer.text()).toMatch(/event: close\ndata: \{"code":4408,"reason":"AUTH_TIMEOUT"\}\n\n$/);
});

test('what is not a line of frames, is too large, or comes from elsewhere is refused as every other request', async () => {
  const post = async (body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${app.url}/trpc/stream`, { method: 'POST', headers, body });
    const { error } = (await answer.json()) as { error: { data: { reason: string } } };
    return [answer.status, error.data.reason];
  };
  const lines = { 'content-type': 'application/x-ndjson' };
  expect(await post('{}', { 'content-type': 'application/json' })).toEqual([400, 'BAD_INPUT']);
  expect(await post('x'.repeat(limits.socket.bytesBeforeAuth + 1), lines)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  expect(await post('', { ...lines, origin: 'https://elsewhere.test' })).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  expect((await fetch(`${app.url}/trpc/stream`)).status).toBe(404);
});

test('nobody sees what is not theirs', async () => {
  const stream = await open(pharmacy.otherPatient.token, events());
  const { error } = await stream.find(({ error }) => error !== undefined);
  expect(error?.data['reason']).toBe('NOT_FOUND');
});

test('a socket and a stream count together: one connection too many of a person is refused', async () => {
  const client = await app.signIn(await app.addPerson(pharmacy.tenantId, 'technician', 'Ben Ito'));
  const half = limits.socket.perUser / 2;
  const sockets = await Promise.all(Array.from({ length: half }, () => openRawSocket(app.url, client.token)));
  for (const socket of sockets) socket.send(events());
  const streams = await Promise.all(Array.from({ length: half }, () => open(client.token, events())));
  await Promise.all([...sockets, ...streams].map((log) => log.find(({ result }) => result?.type === 'data')));
  const refused = { code: closeCodes.tooManyMessages, reason: 'TOO_MANY_CALLS' };
  expect(await (await open(client.token, events())).closed).toEqual(refused);
  expect(await (await openRawSocket(app.url, client.token)).closed).toEqual(refused);
  for (const { socket } of sockets) socket.terminate();
});

test('a reader who goes away without a word leaves at once', async () => {
  const { roomId: watched } = await newOrder(pharmacy.patient);
  const stream = await open(pharmacy.patient.token, callFrame(1, 'subscription', 'rooms.signals', { roomId: watched }));
  await stream.find(({ result }) => result?.type === 'data');
  const before = await metricsOf(app);
  expect(before['event_streams']).toBe(1);
  stream.abort();
  await vi.waitUntil(async () => (await metricsOf(app))['subscriptions'] === before['subscriptions']! - 1, { interval: 20 });
});

test('a server that stops tells streams to come anew, and ends them with 1012', async () => {
  await using own = await startTestApp();
  const people = await openPharmacy(own);
  const { roomId: ownRoom } = await newOrder(people.patient);
  const stream = await openRawStream(own.url, people.patient.token, [callFrame(1, 'subscription', 'rooms.events', { roomId: ownRoom })]);
  await stream.find(({ result }) => result?.type === 'data');
  await own.restart(async () => {
    expect((await stream.closed).code).toBe(closeCodes.restart);
    expect(stream.frames.at(-1)).toEqual({ id: null, method: 'reconnect' });
  });
});
