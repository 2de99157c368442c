import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '../../shared/alerts.ts';
import { newId } from '../../shared/ids.ts';
import type { Thread } from '../../shared/threads.ts';
import { createRouter, type RouterDependencies } from '../transport/router.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';
import { accessRows, callers, type AccessRow, type CallerKind, type Outcome, type Target } from './access-rows.ts';

/** Every procedure of the router with its kind. Nothing is called, so nothing is needed to build it. */
function proceduresOf(): Map<string, 'query' | 'mutation' | 'subscription'> {
  const nothing = new Proxy({}, { get: () => ({}) }) as RouterDependencies;
  const { procedures } = createRouter(nothing)._def as unknown as { procedures: Record<string, { _def: { type: 'query' } }> };
  return new Map(Object.entries(procedures).map(([path, { _def }]) => [path, _def.type]));
}

let app: TestApp;
const clients = new Map<CallerKind, TestClient>();
let thread: Thread;
let alert: Alert;

beforeAll(async () => {
  app = await startTestApp();
  const [pharmacy, otherPharmacy, clinic] = [await app.addTenant('Greenleaf'), await app.addTenant('Elmwood'), await app.addTenant('Northside', 'clinic')];
  const people = {
    'patient of the room': [pharmacy, 'patient', 'Maria Alvarez'],
    'other patient': [pharmacy, 'patient', 'Omar Haddad'],
    staff: [pharmacy, 'pharmacist', 'Lena Fischer'],
    'staff of another tenant': [otherPharmacy, 'pharmacist', 'Jon Bell'],
    'clinic role here': [pharmacy, 'nurse', 'Ida Novak'],
    'clinic staff': [clinic, 'provider', 'Amy Chen'],
  } as const;
  for (const [kind, [tenantId, role, name]] of Object.entries(people))
    clients.set(kind as CallerKind, await app.signIn(await app.addPerson(tenantId, role, name)));
  const { trpc } = clients.get('staff')!;
  thread = await trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [], subject: 'Fridge' });
  alert = await trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'Fridge is warm', target: { kind: 'tenant' } });
});
afterAll(() => app[Symbol.asyncDispose]());

/** An order of its own for each row: what one caller may do is not undone for the next. */
async function newTarget(): Promise<Target> {
  const patient = clients.get('patient of the room')!;
  const { roomId, version } = await newOrder(patient, { note: 'hello' });
  const staff = clients.get('staff')!;
  return { roomId, version, patientId: patient.person.patientId!, staffId: staff.person.id, threadId: thread.roomId, alertId: alert.id };
}

async function outcomeOf(path: string, type: 'query' | 'mutation' | 'subscription', row: AccessRow, kind: CallerKind): Promise<Outcome> {
  const known = clients.get(kind);
  const client = known && row.endsSession ? await app.signIn(known.person) : known;
  const input = row.input(await newTarget());
  return type === 'subscription' ? subscribe(path, input, client) : call(path, type, input, client);
}

async function call(path: string, type: 'query' | 'mutation', input: unknown, client: TestClient | undefined): Promise<Outcome> {
  const query = type === 'query' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const response = await fetch(`${app.url}/trpc/${path}${query}`, {
    method: type === 'query' ? 'GET' : 'POST',
    headers: { ...(type === 'mutation' && { 'content-type': 'application/json' }), ...(client && { authorization: `Bearer ${client.token}` }) },
    ...(type === 'mutation' && { body: JSON.stringify(input) }),
  });
  const { error } = (await response.json()) as { error?: { data: { reason: Outcome } } };
  return error ? error.data.reason : 'ok';
}

/** Without a token no socket gets so far as to subscribe: it is closed. */
async function subscribe(path: string, input: unknown, client: TestClient | undefined): Promise<Outcome> {
  const raw = await openRawSocket(app.url, client?.token ?? '');
  raw.send(callFrame(1, 'subscription', path, input));
  if (!client) return (await raw.closed).reason as Outcome;
  const { error } = await raw.find((frame) => frame.id === 1 && (frame.error !== undefined || frame.result?.type === 'data'));
  raw.socket.terminate();
  return error ? (error.data['reason'] as Outcome) : 'ok';
}

test('every procedure has a row, and every row a procedure', () => {
  expect([...proceduresOf().keys()].toSorted()).toEqual(Object.keys(accessRows).toSorted());
});

test.each([...proceduresOf()])('%s admits whom it should', async (path, type) => {
  const row = accessRows[path];
  if (!row) throw new Error(`${path} has no row in the table of who may call it.`);
  for (const [index, kind] of callers.entries()) expect(await outcomeOf(path, type, row, kind), kind).toBe(row.outcomes[index]);
});
