import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '../../../shared/alerts.ts';
import type { EscalationTimes } from '../../../shared/alerts-escalation.ts';
import { newId } from '../../../shared/ids.ts';
import { createDatabase, type Database } from '../../db/database.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import { createEventLog, type EventLog } from '../../realtime/event-log.ts';
import { addPerson, addTenant } from '../../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import type { Caller } from '../../transport/context.ts';
import { acknowledgeAlert, raiseAlert } from './commands.ts';
import { createEscalation, type Escalation } from './escalation.ts';
import { alertById } from './queries.ts';

const climbAfter: EscalationTimes = { user: 60_000, role: 120_000 };
let now = Date.UTC(2031, 0, 6, 8);
const clock = { now: () => now };

interface Node {
  db: Database;
  log: EventLog;
  escalation: Escalation;
}
let database: TestDatabase;
let nodes: Node[];
let nurse: Caller;
let providerId: string;
const faults: unknown[] = [];

/** What one process has of its own. It never looks by itself here: the tests say when. */
function startNode(): Node {
  const db = createDatabase({ url: database.url, onConnectionError: () => undefined });
  const log = createEventLog({ db, bus: createLocalBus() });
  const onFault = (error: unknown) => faults.push(error);
  return { db, log, escalation: createEscalation({ db, log, clock, climbAfter, lookEvery: 2 ** 30, onFault }) };
}

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [startNode(), startNode()];
  const { db } = nodes[0]!;
  const tenantId = await addTenant(db, 'Northside', 'clinic');
  const person = await addPerson(db, tenantId, 'nurse', 'Rosa Jimenez');
  nurse = { tenantId, userId: person.id, name: person.name, role: 'nurse', sessionId: newId() };
  providerId = (await addPerson(db, tenantId, 'provider', 'Wei Chen')).id;
});
afterAll(async () => {
  for (const { db, escalation } of nodes) {
    await escalation.stop();
    await db.close();
  }
  await database.drop();
});

const raise = (): Promise<Alert> =>
  raiseAlert({ log: nodes[0]!.log, clock, climbAfter }, nurse, { clientAlertId: newId(), message: 'x', target: { kind: 'user', id: providerId } });
const read = (alertId: string): Promise<Alert> => nodes[0]!.db.withTenant(nurse.tenantId, (trx) => alertById(trx, alertId));
const called = ({ currentTargets }: Alert): string[] => currentTargets.map(({ kind }) => kind);
const due = (): Promise<{ alert_id: string }[]> =>
  nodes[0]!.db.withInstallation((trx) => trx.selectFrom('escalation_due').select('alert_id').execute());
const lookEverywhere = (times: number) =>
  Promise.all(Array.from({ length: times }, () => nodes.map(({ escalation }) => escalation.look())).flat());

test('steps are taken when the clock says so, and not before', async () => {
  const [node] = nodes;
  const { id } = await raise();
  const at = async (after: number): Promise<string[]> => {
    now += after;
    await node!.escalation.look();
    return called(await read(id));
  };
  expect(await at(59_999)).toEqual(['user']);
  expect(await at(1)).toEqual(['user', 'role']);
  expect(await at(119_999)).toEqual(['user', 'role']);
  expect(await at(1)).toEqual(['user', 'role', 'tenant']);
  expect(await at(3_600_000)).toEqual(['user', 'role', 'tenant']);
  expect(await due()).toEqual([]);
});

test('whoever looks for what is due learns ids and times of any tenant, and can change none of another', async () => {
  const { id } = await raise();
  const { db } = nodes[0]!;
  const elsewhere = await addTenant(db, 'Elmwood', 'clinic');
  const seen = await db.withTenant(elsewhere, async (trx) => {
    const gone = await trx.deleteFrom('escalation_due').executeTakeFirst();
    const moved = await trx.updateTable('escalation_due').set({ due_at: new Date(0) }).executeTakeFirst();
    const alerts = await trx.selectFrom('alert').selectAll().execute();
    return { deleted: gone.numDeletedRows, updated: moved.numUpdatedRows, alerts };
  });
  expect(seen).toEqual({ deleted: 0n, updated: 0n, alerts: [] });
  const columns = await db.withInstallation((trx) => trx.selectFrom('escalation_due').selectAll().where('alert_id', '=', id).execute());
  expect(columns).toEqual([{ tenant_id: nurse.tenantId, alert_id: id, due_at: new Date(now + climbAfter.user) }]);
  await acknowledgeAlert({ log: nodes[0]!.log, clock, climbAfter }, nurse, id);
  expect(await due()).toEqual([]);
});

test('from somebody who no longer has a role here it climbs to everyone at once', async () => {
  const [node] = nodes;
  const { id } = await raise();
  const setRole = (role: 'patient' | 'provider') =>
    node!.db.withTenant(nurse.tenantId, (trx) => trx.updateTable('user_account').set({ role }).where('id', '=', providerId).execute());
  await setRole('patient');
  now += 60_000;
  await node!.escalation.look();
  await setRole('provider');
  expect(await read(id)).toMatchObject({ currentTargets: [{ kind: 'user' }, { kind: 'tenant' }], nextStepAt: null });
  expect(await due()).toEqual([]);
});

test('two nodes that look at once take each step once', async () => {
  const alerts = await Promise.all(Array.from({ length: 20 }, raise));
  for (const expected of [['user', 'role'], ['user', 'role', 'tenant']]) {
    now += 120_000;
    await lookEverywhere(3);
    // what two had in hand at once is left to the next look
    await lookEverywhere(1);
    for (const { id } of alerts) expect(called(await read(id))).toEqual(expected);
  }
  expect(await due()).toEqual([]);
  expect(faults).toEqual([]);
});

test('nothing climbs after it has been acknowledged, however close the two come', async () => {
  const { log } = nodes[1]!;
  for (let round = 0; round < 25; round++) {
    const { id } = await raise();
    now += 60_000;
    const acknowledge = () => acknowledgeAlert({ log, clock, climbAfter }, nurse, id);
    // either may be first, by a few statements or none
    const taken = round % 2 === 0 ? [lookEverywhere(1), acknowledge()] : [acknowledge(), lookEverywhere(1)];
    await Promise.all(taken);
    now += 120_000;
    await lookEverywhere(1);
    const alert = await read(id);
    expect(alert.timeline.at(-1)!.kind).toBe('acknowledged');
    expect(alert.timeline.length).toBe(called(alert).length + 1);
    expect(alert.version).toBe(alert.timeline.length);
  }
  expect(await due()).toEqual([]);
  expect(faults).toEqual([]);
});
