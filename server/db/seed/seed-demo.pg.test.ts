import { afterAll, beforeAll, expect, test } from 'vitest';
import { turnAfter } from '../../../shared/order-turn.ts';
import { labResultStatuses } from '../../../shared/lab-result-status.ts';
import type { LabResult } from '../../../shared/lab-results.ts';
import { priorAuthStatuses } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import type { RoomEvent } from '../../../shared/rooms.ts';
import type { Task } from '../../../shared/tasks.ts';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { demoPassword, demoPeople } from './demo-people.ts';
import { verifyPassword } from '../../features/auth/passwords.ts';
import { listAlerts } from '../../features/alerts/queries.ts';
import { listOrders } from '../../features/chat-orders/order-list.ts';
import { orderFor } from '../../features/chat-orders/queries.ts';
import { listLabResults } from '../../features/lab-results/queries.ts';
import { listPriorAuths } from '../../features/prior-auths/queries.ts';
import { listTasks } from '../../features/tasks/queries.ts';
import { listThreads } from '../../features/threads/queries.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import { createDatabase, type Database, type TenantTransaction } from '../database.ts';
import { demoTenants } from './demo-tenants.ts';
import { orderTables } from './order-rows.ts';
import { seedDemo } from './seed-demo.ts';

const clock = { now: () => Date.parse('2026-03-10T15:00:00.000Z') };
const greenleaf = demoTenants[0]!;
let testDatabase: TestDatabase;
let db: Database;
const connect = () => createDatabase({ url: testDatabase.loginUrl, poolSize: 3, onConnectionError: () => undefined });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = connect();
  const other = connect();
  // two processes that start at once
  await Promise.all([seedDemo(db, clock), seedDemo(other, clock)]);
  await other.close();
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

const inGreenleaf = <T>(work: (trx: TenantTransaction) => Promise<T>): Promise<T> => db.withTenant(greenleaf.id, work);

/** The accounts that the address belongs to. */
async function accountsOf(email: string) {
  const addresses = await db.withSignIn(email, (trx) => trx.selectFrom('sign_in_address').select(['tenant_id', 'user_id']).execute());
  const found = addresses.map(({ tenant_id, user_id }) =>
    db.withTenant(tenant_id, (trx) => trx.selectFrom('user_account').selectAll().where('id', '=', user_id).executeTakeFirstOrThrow()),
  );
  return Promise.all(found);
}

const idOf = async (email: string): Promise<string> => (await accountsOf(email))[0]!.id;

const callerOf = async (email: string, role: 'pharmacist' | 'patient') => ({
  tenantId: greenleaf.id,
  tenantKind: 'pharmacy' as const,
  userId: await idOf(email),
  name: '',
  role,
  sessionId: '',
});

/** How many rows each table holds, over all demo tenants. */
async function rowCounts(): Promise<number[][]> {
  const count = (table: (typeof orderTables)[number] | 'tenant' | 'user_account' | 'patient', trx: TenantTransaction) =>
    trx.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const counts: number[][] = [];
  for (const { id } of demoTenants)
    counts.push(
      await db.withTenant(id, async (trx) => {
        const own: number[] = [];
        for (const table of ['tenant', 'user_account', 'patient', ...orderTables] as const) own.push((await count(table, trx)).count);
        return own;
      }),
    );
  return counts;
}

test('each demo person has one account, with the demo password', async () => {
  for (const { email, name, role } of demoPeople) {
    expect(await accountsOf(email)).toMatchObject([{ name, role, disabled_at: null }]);
  }
  const [maria] = await accountsOf('maria@patient.test');
  expect(await verifyPassword(maria!.password_hash, demoPassword)).toBe(true);
});

test('every order agrees with its log', async () => {
  const viewer = { userId: await idOf('pharmacist@greenleaf.test'), audience: 'staff' as const };
  await inGreenleaf(async (trx) => {
    const rooms = await trx.selectFrom('chat_order').select(['room_id', 'client_order_id']).execute();
    expect(rooms).toHaveLength(greenleaf.orders.length);
    for (const { room_id, client_order_id } of rooms) {
      const rows = await trx.selectFrom('event').select(['seq', 'body']).where('topic', '=', `room:${room_id}`).orderBy('seq').execute();
      const events = rows.map(({ body }) => JSON.parse(body) as RoomEvent);
      const last = events.findLast((event) => event.type === 'order.updated')!;
      const later = events.flatMap((event) =>
        event.type === 'message.created' && event.seq > last.seq && event.message.clientMessageId !== client_order_id ? [event.message] : [],
      );
      const turn = later.reduce(turnAfter, { waitingSince: last.order.waitingSince, answered: last.order.answered });
      const { unread, lastReadSeq, ...order } = await orderFor(trx, viewer, room_id);
      expect(order).toEqual({ ...last.order, ...turn, lastSeq: rows.length });
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
      expect(lastReadSeq).toBeLessThanOrEqual(rows.length);
      expect(unread).toBeGreaterThanOrEqual(0);
    }
  });
});

test('the pharmacist has queues to work on, longest waiting first', async () => {
  const pharmacist = await callerOf('pharmacist@greenleaf.test', 'pharmacist');
  const list = (queue: 'unassigned' | 'mine' | 'all') => inGreenleaf((trx) => listOrders(trx, pharmacist, { queue, limit: 50 }));
  const [unassigned, mine, all] = [await list('unassigned'), await list('mine'), await list('all')];
  expect(unassigned.items.length).toBeGreaterThan(3);
  expect(mine.items.length).toBeGreaterThan(3);
  expect(all.items.length).toBeGreaterThan(unassigned.items.length + mine.items.length);
  expect(all.items.some(({ unread }) => unread > 0)).toBe(true);
  expect(all.items.some(({ unread }) => unread === 0)).toBe(true);
  const waiting = all.items.filter(({ answered }) => !answered).map(({ waitingSince }) => waitingSince);
  expect(waiting).toEqual(waiting.toSorted());
  expect(clock.now() - Date.parse(waiting.at(-1)!)).toBe(2 * 60_000);
});

test('a patient sees their own orders, and no internal note', async () => {
  const maria = await callerOf('maria@patient.test', 'patient');
  const { items } = await inGreenleaf((trx) => listOrders(trx, maria, { limit: 50 }));
  expect(new Set(items.map(({ patient }) => patient.name))).toEqual(new Set(['Maria Alvarez']));
  expect(items.map(({ lastMessage }) => lastMessage?.visibility)).not.toContain('staff');
});

test('a second run changes nothing', async () => {
  const before = await rowCounts();
  await seedDemo(db, { now: () => clock.now() + 3_600_000 });
  expect(await rowCounts()).toEqual(before);
  expect(before.every(([tenants]) => tenants === 1)).toBe(true);
});

test('the clinic has a day behind it, a day in hand and days to come, on its own clock', async () => {
  const { id } = demoTenants.find(({ kind }) => kind === 'clinic')!;
  const visits = await db.withTenant(id, (trx) =>
    trx.selectFrom('appointment').select(['starts_at', 'ends_at', 'provider_id', 'status']).orderBy('starts_at').execute(),
  );
  expect(visits.length).toBeGreaterThan(60);
  for (const { starts_at, ends_at, status } of visits) {
    if (ends_at.getTime() < clock.now() - 60 * 60_000) expect(['completed', 'no_show']).toContain(status);
    if (starts_at.getTime() > clock.now() + 60 * 60_000) expect(['scheduled', 'confirmed']).toContain(status);
  }
});

test('the clinic’s work is the sum of its log, with items in every state', async () => {
  const { id } = demoTenants.find(({ kind }) => kind === 'clinic')!;
  await db.withTenant(id, async (trx) => {
    const events = await trx.selectFrom('event').select(['seq', 'body']).where('topic', '=', 'work').orderBy('seq').execute();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(await trx.selectFrom('topic').select('seq').where('name', '=', 'work').executeTakeFirst()).toEqual({ seq: events.length });
    const replayed = new Map<string, Task | PriorAuth | LabResult>();
    for (const { body } of events) {
      const event = JSON.parse(body) as WorkItemEvent;
      const item = 'task' in event ? event.task : 'priorAuth' in event ? event.priorAuth : 'labResult' in event ? event.labResult : null;
      expect(item?.version).toBe((replayed.get(item!.id)?.version ?? 0) + 1);
      expect(event.at <= new Date(clock.now()).toISOString()).toBe(true);
      replayed.set(item!.id, item!);
    }
    const page = { limit: 100 };
    const [tasks, priorAuths, labResults] = [await listTasks(trx, page), await listPriorAuths(trx, page), await listLabResults(trx, page)];
    const stored = [...tasks.items, ...priorAuths.items, ...labResults.items];
    expect(stored).toHaveLength(replayed.size);
    for (const item of stored) expect(item).toEqual(replayed.get(item.id));
    expect(new Set(priorAuths.items.map(({ status }) => status))).toEqual(new Set(priorAuthStatuses));
    expect(new Set(labResults.items.map(({ status }) => status))).toEqual(new Set(labResultStatuses));
    const due = tasks.items.filter(({ state }) => state === 'open').map(({ dueAt }) => dueAt !== null && Date.parse(dueAt) < clock.now());
    expect(new Set(due)).toEqual(new Set([true, false]));
  });
});

test('every visit has come to where it stands by its history', async () => {
  const { id } = demoTenants.find(({ kind }) => kind === 'clinic')!;
  const visits = await db.withTenant(id, (trx) => trx.selectFrom('appointment').select(['id', 'status', 'version', 'status_since']).execute());
  const changes = await db.withTenant(id, (trx) => trx.selectFrom('appointment_change').selectAll().orderBy('at').execute());
  for (const { id: visitId, status, version, status_since } of visits) {
    const own = changes.filter(({ appointment_id }) => appointment_id === visitId);
    expect(own).toHaveLength(version);
    expect(own.at(-1)).toMatchObject({ at: status_since, to_value: status === 'scheduled' ? null : status });
  }
});

test('people have been told of what concerns them, and no alert is open: it would call whoever looks', async () => {
  for (const { id } of demoTenants) {
    const { alerts, due, notices, unreadAlerts } = await db.withTenant(id, async (trx) => ({
      alerts: await listAlerts(trx, { openOnly: true, limit: 50 }),
      due: await trx.selectFrom('escalation_due').select('alert_id').where('tenant_id', '=', id).execute(),
      notices: await trx.selectFrom('notification').select(['type', 'created_at', 'read_at']).execute(),
      unreadAlerts: await trx.selectFrom('notification').select('id').where('type', '=', 'alert.urgent').where('read_at', 'is', null).execute(),
    }));
    expect([alerts.items, due, unreadAlerts]).toEqual([[], [], []]);
    expect(notices.some(({ read_at }) => read_at === null)).toBe(true);
    for (const { created_at, read_at } of notices) expect((read_at ?? created_at).getTime()).toBeLessThanOrEqual(clock.now());
  }
  const clinic = demoTenants.find(({ kind }) => kind === 'clinic')!;
  const { items } = await db.withTenant(clinic.id, (trx) => listAlerts(trx, { openOnly: false, limit: 50 }));
  expect(items.map(({ acknowledgedBy, openFor }) => [acknowledgedBy?.name, openFor])).toEqual([['Dr. Wei Chen', 38_000], ['Dr. Anjali Patel', 82_000], ['Rosa Jimenez', 19_000]]);
  for (const { version, timeline } of items) expect(timeline).toHaveLength(version);
});
test('staff have threads to read on in, which agree with their logs', async () => {
  for (const { id, kind, threads } of demoTenants.filter((tenant) => tenant.threads.length > 0)) {
    const email = kind === 'clinic' ? 'nurse@northside.test' : 'pharmacist@greenleaf.test';
    const userId = await idOf(email);
    const { items } = await db.withTenant(id, (trx) => listThreads(trx, userId, { limit: 50 }));
    expect(items).toHaveLength(threads.length);
    expect(items.some(({ unread }) => unread > 0)).toBe(true);
    for (const { roomId, lastSeq, lastMessage, participants, updatedAt } of items) {
      const rows = await db.withTenant(id, (trx) => trx.selectFrom('event').select('body').where('topic', '=', `room:${roomId}`).orderBy('seq').execute());
      const events = rows.map(({ body }) => JSON.parse(body) as RoomEvent);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(lastSeq).toBe(events.length);
      expect(events.flatMap((event) => (event.type === 'member.joined' ? [event.member] : [])).map((member) => member.id).toSorted()).toEqual(participants.map((member) => member.id).toSorted());
      expect(lastMessage?.createdAt).toBe(updatedAt);
      const mentions = events.flatMap((event) => (event.type === 'message.created' && event.message.content.includes('@') ? [event.message.mentionIds?.length ?? 0] : []));
      expect(mentions.every((count) => count > 0)).toBe(true);
    }
  }
});
