import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { createDatabase, type Database } from '../../db/database.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import { createEventLog } from '../../realtime/event-log.ts';
import { append, newTopic } from '../../realtime/log-fixture.ts';
import { addPerson, addTenant, type TestPerson } from '../../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import { createRetention, type Retention } from './retention.ts';

let database: TestDatabase;
let superuser: pg.Client;
/** Each with connections of its own, as nodes have. They look when they are told to. */
let nodes: { db: Database; retention: Retention }[];
let db: Database;
const faults: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new pg.Client({ connectionString: database.url });
  await superuser.connect();
  nodes = [1, 2].map(() => {
    const own = createDatabase({ url: database.loginUrl, onConnectionError: () => undefined });
    return { db: own, retention: createRetention({ db: own, lookEvery: 2 ** 30, onFault: (error) => faults.push(error) }) };
  });
  db = nodes[0]!.db;
});
afterAll(async () => {
  for (const node of nodes) {
    await node.retention.stop();
    await node.db.close();
  }
  await superuser.end();
  await database.drop();
});

const query = async (text: string, values: unknown[] = []) => (await superuser.query<Record<string, unknown>>(text, values)).rows;
const due = async (tenantId: string) => (await query('select step, after, due_at <= now() as due from retention_due where tenant_id = $1', [tenantId]))[0]!;
/** Every node looks until nobody is due. */
async function walk(...tenants: string[]): Promise<void> {
  await query('update retention_due set due_at = now() where tenant_id = any ($1)', [tenants]);
  while ((await query('select from retention_due where due_at <= now()')).length > 0) await Promise.all(nodes.map(({ retention }) => retention.look()));
  expect(faults).toEqual([]);
}
async function openTenant(people = 1): Promise<{ tenantId: string; staff: TestPerson[] }> {
  const tenantId = await addTenant(db, 'Greenleaf', 'pharmacy');
  const staff = await Promise.all(Array.from({ length: people }, (_, n) => addPerson(db, tenantId, 'pharmacist', `Person ${n}`)));
  return { tenantId, staff };
}

const notify = async ({ tenantId, id }: TestPerson, ageInDays: number, readDaysAgo: number | null): Promise<string> => {
  const notification = v7({ msecs: Date.now() - ageInDays * 24 * 3_600_000 });
  await query(
    `insert into notification (tenant_id, user_id, id, type, title, body, created_at, read_at) values ($1, $2, $3, 'task.assigned', 'x', 'x', now() - make_interval(days => $4), now() - make_interval(days => $5))`,
    [tenantId, id, notification, ageInDays, readDaysAgo],
  );
  return notification;
};

test('a new tenant is due by itself, in a day, and again some time after it has been walked through', async () => {
  const { tenantId } = await openTenant();
  expect(await due(tenantId)).toEqual({ step: 'events', after: null, due: false });
  await walk(tenantId);
  expect(await due(tenantId)).toEqual({ step: 'events', after: null, due: false });
});

test('of many people the notifications that are old enough go, and no other', async () => {
  const { tenantId, staff } = await openTenant(60);
  const stay: string[] = [];
  for (const person of staff.slice(0, 55)) {
    await notify(person, 100, 91);
    stay.push(await notify(person, 100, 89), await notify(person, 364, null));
    await notify(person, 366, null);
  }
  for (let n = 0; n < 25; n++) await notify(staff[59]!, 200 + n, 150);
  await walk(tenantId);
  expect((await query('select id from notification where tenant_id = $1 order by id', [tenantId])).map(({ id }) => id)).toEqual(stay.toSorted());
});

test('sessions go thirty days after their end, with their refresh tokens', async () => {
  const { tenantId, staff } = await openTenant(2);
  const open = async ({ id }: TestPerson, endedDaysAgo: number): Promise<string> => {
    const session = newId();
    await query(`insert into session (tenant_id, id, user_id, expires_at) values ($1, $2, $3, now() - make_interval(days => $4))`, [tenantId, session, id, endedDaysAgo]);
    await query(`insert into refresh_token (tenant_id, token_hash, session_id) select $1, sha256(($2 || n)::bytea), $2::uuid from generate_series(1, 3) n`, [tenantId, session]);
    return session;
  };
  const kept = [await open(staff[0]!, 29), await open(staff[1]!, -1)].toSorted();
  for (let n = 0; n < 4; n++) await open(staff[0]!, 31 + n);
  await walk(tenantId);
  expect((await query('select id from session where tenant_id = $1 order by id', [tenantId])).map(({ id }) => id)).toEqual(kept);
  expect((await query('select distinct session_id as id from refresh_token where tenant_id = $1 order by 1', [tenantId])).map(({ id }) => id)).toEqual(kept);
});

test('failed sign-ins go after ninety days', async () => {
  await query(`insert into sign_in_failure (id, network, outcome, at) select gen_random_uuid(), n::text, 'wrong', now() - make_interval(days => n) from generate_series(88, 93) n`);
  await nodes[0]!.retention.look();
  expect(await query('select network from sign_in_failure order by 1')).toEqual([{ network: '88' }, { network: '89' }]);
});

test('nodes share the batches of many tenants, each of which is walked through once', async () => {
  const log = createEventLog({ db, bus: createLocalBus() });
  const tenants = await Promise.all(Array.from({ length: 25 }, async () => (await openTenant()).tenantId));
  const topic = newTopic();
  for (const tenantId of tenants) for (const note of ['old', 'older', 'young']) await append(log, tenantId, topic, note);
  await query(`update event set at = now() - interval '31 days' where topic = $1 and seq < 3`, [topic]);
  await walk(...tenants);
  expect(await query('select count(*)::int, min(seq)::int, max(seq)::int from event where topic = $1', [topic])).toEqual([{ count: 25, min: 3, max: 3 }]);
});

test('a tenant whose rows cannot be removed holds up nobody', async () => {
  const [stuck, other] = [await openTenant(), await openTenant()];
  const gone = await notify(other.staff[0]!, 100, 95);
  await query(`update retention_due set step = 'people', after = 'nobody', due_at = now() - interval '1 h' where tenant_id = $1`, [stuck.tenantId]);
  await query(`update retention_due set step = 'people', due_at = now() where tenant_id = $1`, [other.tenantId]);
  await nodes[0]!.retention.look();
  expect(faults.splice(0)).toHaveLength(1);
  expect(await query('select from notification where id = $1', [gone])).toEqual([]);
  await query('update retention_due set after = null where tenant_id = $1', [stuck.tenantId]);
});

test('no statement of the application removes what is young, or another tenant\'s', async () => {
  const { tenantId, staff } = await openTenant();
  const stays = await notify(staff[0]!, 20, 10);
  const elsewhere = await openTenant();
  const old = await notify(elsewhere.staff[0]!, 400, 400);
  await query(`insert into session (tenant_id, id, user_id, expires_at) values ($1, $2, $3, now() - interval '6 days')`, [tenantId, newId(), staff[0]!.id]);
  await query(`insert into sign_in_failure (id, network, outcome, at) values ($1, 'young', 'wrong', now() - interval '29 days')`, [newId()]);
  const deleted = await db.withTenant(tenantId, async (trx) => {
    const tables = ['notification', 'session', 'sign_in_failure', 'event'] as const;
    return Promise.all(tables.map(async (table) => (await trx.deleteFrom(table).executeTakeFirst()).numDeletedRows));
  });
  // of the installation's failures those that are older than its policy says may go
  expect([deleted[0], deleted[1], deleted[3]]).toEqual([0n, 0n, 0n]);
  expect(await query(`select from sign_in_failure where network = 'young'`)).toHaveLength(1);
  expect(await query('select from notification where id = any ($1)', [[stays, old]])).toHaveLength(2);
});
