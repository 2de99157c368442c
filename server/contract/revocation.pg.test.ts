import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket, type RawSocket } from '../testing/raw-socket.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
  roomId = (await newOrder(pharmacy.patient)).roomId;
});
afterAll(() => app[Symbol.asyncDispose]());

/** Somebody new who reads the room over a socket of their own. */
async function reader(): Promise<{ client: TestClient; raw: RawSocket; sessionId: string }> {
  const client = await app.signIn(await app.addPerson(pharmacy.tenantId, 'technician', 'Nina Weber'));
  const [session] = await client.trpc.auth.sessions.query();
  const raw = await openRawSocket(app.url, client.token);
  raw.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
  await raw.find(({ result }) => result?.type === 'data');
  return { client, raw, sessionId: session!.id };
}

/** The socket is closed within about one look at the database, and what is said then does not reach it. */
async function expectCut({ raw }: { raw: RawSocket }): Promise<void> {
  const before = Date.now();
  expect(await raw.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
  expect(Date.now() - before).toBeLessThan(limits.auth.sessionPollEvery * 3);
  const { length } = raw.frames;
  await pharmacy.pharmacist.trpc.messages.send.mutate(text(roomId, 'secret'));
  expect(raw.frames).toHaveLength(length);
}

test('a session ended in the database', async () => {
  const { client, raw, sessionId } = await reader();
  await runAsSuperuser(app.databaseUrl, `update session set ended_at = now(), ended_because = 'logout' where id = $1`, [sessionId]);
  await expectCut({ raw });
  expect(await refusalOf(client.trpc.chatOrders.get.query({ roomId }))).toMatchObject({ code: 'UNAUTHORIZED', reason: 'SESSION_ENDED' });
  const again = await openRawSocket(app.url, client.token);
  expect(await again.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
});

test('a person disabled in the database', async () => {
  const { client, raw } = await reader();
  await runAsSuperuser(app.databaseUrl, `update user_account set disabled_at = now() where id = $1`, [client.person.id]);
  await expectCut({ raw });
  expect(await refusalOf(client.trpc.auth.me.query())).toMatchObject({ reason: 'SESSION_ENDED' });
});

test('a role taken away in the database', async () => {
  const { client, raw } = await reader();
  await runAsSuperuser(app.databaseUrl, `update user_account set role = 'nurse' where id = $1`, [client.person.id]);
  await expectCut({ raw });
});

test('signing out ends the socket at once, and no other session’s', async () => {
  const { client, raw } = await reader();
  const other = await openRawSocket(app.url, (await app.signIn(client.person)).token);
  other.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
  await other.find(({ result }) => result?.type === 'data');
  await client.trpc.auth.logout.mutate();
  await expectCut({ raw });
  await other.find((frame) => JSON.stringify(frame).includes('secret'));
  other.socket.terminate();
});

test('what a client asks for after it was told to go is not done', async () => {
  const { raw, sessionId } = await reader();
  // a client that does not heed the close, and writes for as long as the connection stands
  const told = new Promise<void>((resolve) => {
    raw.socket.close = () => resolve();
  });
  await runAsSuperuser(app.databaseUrl, `update session set ended_at = now(), ended_because = 'logout' where id = $1`, [sessionId]);
  await told;
  raw.send(callFrame(2, 'mutation', 'messages.send', text(roomId, 'after the end')));
  await raw.closed;
  const { items } = await pharmacy.pharmacist.trpc.messages.list.query({ roomId });
  expect(items.map(({ content }) => content)).not.toContain('after the end');
});
