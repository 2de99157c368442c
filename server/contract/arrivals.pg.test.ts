import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../shared/roles.ts';
import { openClinic } from '../testing/clinic.ts';
import { callFrame, openRawSocket, type RawSocket } from '../testing/raw-socket.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

interface Call {
  path: string;
  input: object | undefined;
}

/** So many on each socket. */
const perSocket = 45;

/** Opens all of the subscriptions in one moment; how many were answered with a first value, and what was refused. */
async function openAtOnce(clients: TestClient[], calls: Call[]) {
  const sockets = await Promise.all(
    Array.from({ length: Math.ceil(calls.length / perSocket) }, (_, n) => openRawSocket(app.url, clients[n % clients.length]!.token)),
  );
  await Promise.all(sockets.map((socket) => answerTo(socket, callFrame(1, 'query', 'auth.me'))));
  const socketOf = (n: number): RawSocket => sockets[Math.floor(n / perSocket)]!;
  const answers = calls.map(({ path, input }, n) => answerTo(socketOf(n), callFrame(n + 2, 'subscription', path, input)));
  const outcomes = await Promise.all(answers);
  for (const { socket } of sockets) socket.terminate();
  return { told: outcomes.filter(({ error }) => !error).length, refused: outcomes.flatMap(({ error }) => (error ? [error] : [])) };
}

async function answerTo(socket: RawSocket, frame: ReturnType<typeof callFrame>): Promise<{ error?: unknown }> {
  const answer = socket.find(({ id, result, error }) => id === frame.id && (error !== undefined || result?.type === 'data'));
  socket.send(frame);
  return answer;
}

/** How often each of the calls was written down for the tenant. */
async function audited(tenantId: string, action: string): Promise<number> {
  const rows = await app.db.withTenant(tenantId, (trx) => trx.selectFrom('audit_entry').select('id').where('action', '=', action).execute());
  return rows.length;
}

const times = (count: number, path: string, input?: object): Call[] => Array.from({ length: count }, () => ({ path, input }));

test('300 inboxes and 600 views of who is there that a tenant opens at once are all opened', { timeout: 60_000 }, async () => {
  const tenantId = await app.addTenant('Greenleaf');
  const roles: Role[] = ['pharmacist', 'technician', 'admin', 'patient'];
  const people = await Promise.all(Array.from({ length: 12 }, (_, n) => app.addPerson(tenantId, roles[n % roles.length]!, `Person ${'abcdefghijkl'[n]}`)));
  const clients = await Promise.all(people.map((person) => app.signIn(person)));
  for (const client of clients.filter(({ person }) => person.role === 'patient')) await newOrder(client, { note: 'hello' });
  const { told, refused } = await openAtOnce(clients, [...times(600, 'presence.watch'), ...times(300, 'inbox.events')]);
  expect({ told, refused }).toEqual({ told: 900, refused: [] });
  expect(await audited(tenantId, 'inbox.events')).toBe(300);
});

test('so are everybody’s notifications, alerts, schedules, lists of work and charts', { timeout: 60_000 }, async () => {
  const { tenantId, nurse, frontDesk, chen, patel, sam } = await openClinic(app);
  const clients = [nurse, frontDesk, await app.signIn(chen), await app.signIn(patel)];
  const paths = ['notifications.events', 'alerts.events', 'schedule.events', 'workItems.events', 'schedule.signals'];
  const calls = [...paths.flatMap((path) => times(100, path)), ...times(100, 'patients.viewers', { patientId: sam.patientId })];
  const { told, refused } = await openAtOnce(clients, calls);
  expect({ told, refused }).toEqual({ told: calls.length, refused: [] });
  for (const action of ['notifications.events', 'alerts.events', 'schedule.events', 'workItems.events', 'patients.viewers'])
    expect([action, await audited(tenantId, action)]).toEqual([action, 100]);
});
