import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { concerns } from '../../../shared/alert-state.ts';
import type { Alert, AlertTargetInput } from '../../../shared/alerts.ts';
import type { EscalationTimes } from '../../../shared/alerts-escalation.ts';
import { newId } from '../../../shared/ids.ts';
import type { Role } from '../../../shared/roles.ts';
import { createDatabase, type Database } from '../../db/database.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import { createEventLog, type EventLog } from '../../realtime/event-log.ts';
import { addPerson, addTenant } from '../../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import type { Caller } from '../../transport/context.ts';
import { acknowledgeAlert, raiseAlert } from './commands.ts';
import { createEscalation, type Escalation } from './escalation.ts';
import { alertById } from './queries.ts';

const minute = 60_000;
const climbAfter: EscalationTimes = { user: minute, role: 2 * minute, duty: 2 * minute, online: 2 * minute, everyone: 5 * minute };
let now = Date.UTC(2031, 0, 6, 8);
const clock = { now: () => now };
/** Who has a screen open; null while nobody knows. */
let reachable: Set<string> | null = null;
const reachableOf = () => reachable;

interface Node {
  db: Database;
  log: EventLog;
  escalation: Escalation;
}
let database: TestDatabase;
let nodes: Node[];
let nurse: Caller;
let providerId: string;
let colleagueId: string;
const faults: unknown[] = [];

/** What one process has of its own. It never looks by itself here: the tests say when. */
function startNode(): Node {
  const db = createDatabase({ url: database.loginUrl, onConnectionError: () => undefined });
  const log = createEventLog({ db, bus: createLocalBus() });
  const onFault = (error: unknown) => faults.push(error);
  return { db, log, escalation: createEscalation({ db, log, clock, climbAfter, reachableOf, lookEvery: 2 ** 30, onFault }) };
}

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [startNode(), startNode()];
  const { db } = nodes[0]!;
  const tenantId = await addTenant(db, 'Northside', 'clinic');
  const person = await addPerson(db, tenantId, 'nurse', 'Rosa Jimenez');
  nurse = { tenantId, tenantKind: 'clinic', userId: person.id, name: person.name, role: 'nurse', sessionId: newId() };
  providerId = (await addPerson(db, tenantId, 'provider', 'Wei Chen')).id;
  colleagueId = (await addPerson(db, tenantId, 'front_desk', 'Ben Whitaker')).id;
});
afterAll(async () => {
  for (const { db, escalation } of nodes) {
    await escalation.stop();
    await db.close();
  }
  await database.drop();
});

beforeEach(() => {
  reachable = null;
});

const raise = (): Promise<Alert> =>
  raiseAlert({ log: nodes[0]!.log, clock, climbAfter, reachableOf }, nurse, { clientAlertId: newId(), message: 'x', target: { kind: 'user', id: providerId } });
const read = (alertId: string): Promise<Alert> => nodes[0]!.db.withTenant(nurse.tenantId, (trx) => alertById(trx, alertId));
const called = ({ currentTargets }: Alert): string[] => currentTargets.map(({ kind, name }) => (kind === 'tenant' ? name : kind));
const due = (): Promise<{ alert_id: string }[]> =>
  nodes[0]!.db.withInstallation((trx) => trx.selectFrom('escalation_due').select('alert_id').execute());
const lookEverywhere = (times: number) =>
  Promise.all(Array.from({ length: times }, () => nodes.map(({ escalation }) => escalation.look())).flat());

const acknowledge = (alertId: string) => acknowledgeAlert({ log: nodes[1]!.log, clock, climbAfter, reachableOf }, nurse, alertId);

test('steps are taken when the clock says so, and not before; at the last, everyone is called again and again', async () => {
  const [node] = nodes;
  const { id } = await raise();
  const at = async (after: number): Promise<string[]> => {
    now += after;
    await node!.escalation.look();
    return called(await read(id));
  };
  expect(await at(minute - 1)).toEqual(['user']);
  expect(await at(1)).toEqual(['user', 'role']);
  expect(await at(2 * minute - 1)).toEqual(['user', 'role']);
  // nobody is on duty, so that step calls nobody and is passed
  expect(await at(1)).toEqual(['user', 'role', 'Everyone at a screen']);
  expect(await at(2 * minute)).toEqual(['user', 'role', 'Everyone at a screen', 'Everyone']);
  expect(await read(id)).toMatchObject({ repeats: 0, isUnreached: false, nextStepAt: new Date(now + 5 * minute).toISOString() });
  for (const repeats of [1, 2, 3]) {
    await at(5 * minute);
    expect(await read(id)).toMatchObject({ repeats, nextStepAt: new Date(now + 5 * minute).toISOString() });
  }
  expect((await read(id)).timeline).toHaveLength(4);
  await acknowledge(id);
  expect(await due()).toEqual([]);
});

test('who has gone home without a word is passed at once, and the raiser is told when nobody can hear it', async () => {
  reachable = new Set([nurse.userId]);
  const alert = await raise();
  expect(called(alert)).toEqual(['user', 'role', 'Everyone']);
  expect(alert).toMatchObject({ isUnreached: true, version: 1 });
  reachable = new Set([nurse.userId, colleagueId]);
  await lookEverywhere(1);
  expect(await read(alert.id)).toMatchObject({ isUnreached: false });
  reachable = new Set([nurse.userId]);
  await lookEverywhere(1);
  expect(await read(alert.id)).toMatchObject({ isUnreached: true });
  await acknowledge(alert.id);
  expect(await read(alert.id)).toMatchObject({ isUnreached: false, nextStepAt: null });
});

test('it climbs at once when the last of those whom a step calls is gone', async () => {
  reachable = new Set([providerId, colleagueId, nurse.userId]);
  const { id } = await raise();
  expect(called(await read(id))).toEqual(['user']);
  reachable = new Set([colleagueId, nurse.userId]);
  await lookEverywhere(2);
  const climbed = await read(id);
  expect(called(climbed)).toEqual(['user', 'role', 'Everyone at a screen']);
  expect(concerns(climbed, { id: colleagueId, role: 'front_desk' })).toBe(true);
  await acknowledge(id);
});

test('whoever comes and goes, an open alert has called somebody who can hear it, or says that there is nobody', async () => {
  const everybody = [nurse.userId, providerId, colleagueId];
  const changes = fc.array(fc.record({ here: fc.subarray(everybody), wait: fc.constantFrom(0, 1_000, minute, 6 * minute) }), { minLength: 1, maxLength: 6 });
  const targets = fc.constantFrom<AlertTargetInput>({ kind: 'user', id: providerId }, { kind: 'user', id: nurse.userId }, { kind: 'role', id: 'provider' }, { kind: 'role', id: 'admin' }, { kind: 'tenant' });
  const roleOf = new Map<string, Role>([[nurse.userId, 'nurse'], [providerId, 'provider'], [colleagueId, 'front_desk']]);
  const holds = (alert: Alert): void => {
    const hears = [...reachable!].filter((id) => id !== nurse.userId && concerns(alert, { id, role: roleOf.get(id)! }));
    expect(alert.isUnreached).toBe(hears.length === 0);
  };
  await fc.assert(
    fc.asyncProperty(fc.subarray(everybody), targets, changes, async (atFirst, target, later) => {
      reachable = new Set(atFirst);
      const alert = await raiseAlert({ log: nodes[0]!.log, clock, climbAfter, reachableOf }, nurse, { clientAlertId: newId(), message: 'x', target });
      holds(alert);
      for (const { here, wait } of later) {
        reachable = new Set(here);
        now += wait;
        await nodes[0]!.escalation.look();
        holds(await read(alert.id));
      }
      await acknowledge(alert.id);
    }),
    { numRuns: 25 },
  );
  expect(await due()).toEqual([]);
  expect(faults).toEqual([]);
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
  await acknowledge(id);
  expect(await due()).toEqual([]);
});

test('from somebody who no longer has a role here it climbs past their role', async () => {
  const [node] = nodes;
  const { id } = await raise();
  const setRole = (role: 'patient' | 'provider') =>
    node!.db.withTenant(nurse.tenantId, (trx) => trx.updateTable('user_account').set({ role }).where('id', '=', providerId).execute());
  await setRole('patient');
  now += 60_000;
  await node!.escalation.look();
  await setRole('provider');
  expect(called(await read(id))).toEqual(['user', 'Everyone at a screen']);
  await acknowledge(id);
});

test('two nodes that look at once take each step once', async () => {
  const alerts = await Promise.all(Array.from({ length: 20 }, raise));
  for (const expected of [['user', 'role'], ['user', 'role', 'Everyone at a screen'], ['user', 'role', 'Everyone at a screen', 'Everyone']]) {
    now += 2 * minute;
    await lookEverywhere(3);
    // what two had in hand at once is left to the next look
    await lookEverywhere(1);
    for (const { id } of alerts) expect(called(await read(id))).toEqual(expected);
  }
  for (const { id } of alerts) await acknowledge(id);
  expect(await due()).toEqual([]);
  expect(faults).toEqual([]);
});

test('nothing climbs after it has been acknowledged, however close the two come', async () => {
  for (let round = 0; round < 25; round++) {
    const { id } = await raise();
    now += 60_000;
    // either may be first, by a few statements or none
    const taken = round % 2 === 0 ? [lookEverywhere(1), acknowledge(id)] : [acknowledge(id), lookEverywhere(1)];
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
