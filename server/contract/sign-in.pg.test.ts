import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { password } from '../testing/people.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const post = (path: string, input: unknown, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/trpc/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) });

/** Signs in as a browser with this cookie does. */
async function signIn(email: string, cookie = '') {
  const response = await post('auth.login', { email, password }, cookie === '' ? {} : { cookie });
  expect(response.status).toBe(200);
  const [, device = ''] = response.headers.getSetCookie().map((each) => each.split(';', 1)[0]!);
  return { token: ((await response.json()) as { result: { data: { accessToken: string } } }).result.data.accessToken, device };
}

/** A socket whose token has been accepted. */
async function openSocket(token: string) {
  const socket = await openRawSocket(app.url, token);
  socket.send(callFrame(1, 'query', 'auth.me'));
  await socket.find(({ result }) => result?.type === 'data');
  return socket;
}

test('signing in again in the same browser closes the sockets of its old session, and nobody else’s', async () => {
  const { email } = await app.addPerson(pharmacy.tenantId, 'technician', 'Nina Weber');
  const [first, elsewhere] = [await signIn(email), await signIn(email)];
  const [here, there] = [await openSocket(first.token), await openSocket(elsewhere.token)];
  const before = Date.now();
  await signIn(email, first.device);
  expect(await here.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
  expect(Date.now() - before).toBeLessThan(limits.auth.sessionPollEvery * 3);
  there.send(callFrame(2, 'query', 'auth.me'));
  await there.find(({ id, result }) => id === 2 && result?.type === 'data');
});

test('one session too many closes the sockets of the oldest', async () => {
  const { email } = await app.addPerson(pharmacy.tenantId, 'technician', 'Nina Weber');
  const oldest = await openSocket((await signIn(email)).token);
  for (let n = 0; n < limits.auth.sessionsPerPerson; n += 1) await signIn(email);
  expect(await oldest.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'SESSION_ENDED' });
});

test('a flood of denied calls is one row a minute that counts them all, and stopping writes the rest', async () => {
  const { token, person } = pharmacy.otherPatient;
  const calls = Array.from({ length: limits.http.batchCalls }, () => 'chatOrders.get').join(',');
  const input = Object.fromEntries(Array.from({ length: limits.http.batchCalls }, (_, index) => [index, { roomId: newId() }]));
  const requests = 25;
  for (let n = 0; n < requests; n += 1) {
    const response = await post(`${calls}?batch=1`, input, { authorization: `Bearer ${token}` });
    expect([200, 207, 404]).toContain(response.status);
    await response.text();
  }
  await app.restart();
  const rows = await runAsSuperuser(app.databaseUrl, `select count from audit_entry where actor_id = '${person.id}' and action = 'chatOrders.get' and outcome = 'denied'`);
  expect(rows.reduce((sum, { count }) => sum + (count as number), 0)).toBe(requests * limits.http.batchCalls);
  // more than one if a minute ended in between
  expect(rows.length).toBeLessThanOrEqual(2);
});
