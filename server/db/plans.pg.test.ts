import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/roles.ts';
import { endedAmong } from '../features/auth/queries.ts';
import { loadChanges } from '../features/inbox/queries.ts';
import { listOrders } from '../features/chat-orders/order-list.ts';
import { membersOfRooms, messagePage } from '../features/rooms/queries.ts';
import { listTasks } from '../features/tasks/queries.ts';
import { removeOfPeople } from '../features/retention/old-rows.ts';
import { listThreads } from '../features/threads/queries.ts';
import { pruneTopics } from '../realtime/prune.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { appRole, createDatabase, plannerSettings, type Database, type TenantTransaction } from './database.ts';
import { Pipeline } from './pipeline.ts';

/** Enough that reading all that a tenant has costs many times what a page does. */
const many = 3_000;
const [small, large] = [newId(), newId()];
let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Client;

/** Ids follow from a number, in SQL and here alike. */
const idOf = (tenantId: string, kind: string, n: number) => `${kind}${n.toString(16).padStart(7, '0')}${tenantId.slice(8)}`;
const id = (kind: string, n: string) => `('${kind}' || lpad(to_hex(${n}), 7, '0') || substr(($1::uuid)::text, 9))::uuid`;

async function fill(tenantId: string, size: number): Promise<void> {
  const run = (text: string) => owner.query(text, text.includes('$2') ? [tenantId, size] : [tenantId]);
  await run(`insert into tenant (tenant_id, name, kind) values ($1, 'x', 'pharmacy')`);
  const people = `generate_series(1, $2::int) n`;
  await run(`insert into user_account (tenant_id, id, email, name, role, password_hash)
    select $1::uuid, ${id('a', 'n')}, n || ($1::uuid)::text || '@plans.test', 'Person ' || n, case when n <= 5 then 'pharmacist' else 'patient' end, '' from ${people}`);
  await run(`insert into patient (tenant_id, id, name, date_of_birth) select $1::uuid, ${id('b', 'n')}, 'Patient ' || n, '1984-03-12' from ${people}`);
  await run(`insert into session (tenant_id, id, user_id, expires_at) select $1::uuid, ${id('c', 'n')}, ${id('a', 'n')}, now() + interval '1 hour' from ${people}`);
  await run(`insert into room (tenant_id, id, kind) select $1::uuid, ${id('d', 'n')}, case when n % 3 = 0 then 'thread' else 'chat_order' end from ${people}`);
  await run(`insert into topic (tenant_id, name, seq) select $1::uuid, 'room:' || ${id('d', 'n')}, 4 from ${people}`);
  await run(`insert into room_member (tenant_id, room_id, user_id) select $1::uuid, ${id('d', 'n')}, ${id('a', '1 + n % 5')} from ${people}`);
  await run(`insert into chat_order (tenant_id, room_id, patient_id, status, waiting_since, created_by_id, client_order_id, created_at, updated_at)
    select $1::uuid, ${id('d', 'n')}, ${id('b', 'n')}, case when n % 10 = 1 then 'requested' else 'completed' end, now() + n * interval '1 s', ${id('a', '1')}, gen_random_uuid(), now(), now() from ${people} where n % 3 > 0`);
  await run(`insert into thread (tenant_id, room_id, subject, created_by_id, client_thread_id, created_at, updated_at)
    select $1::uuid, ${id('d', 'n')}, 'x', ${id('a', '1')}, gen_random_uuid(), now(), now() + n * interval '1 s' from ${people} where n % 3 = 0`);
  await run(`insert into message (tenant_id, room_id, seq, id, client_message_id, sender_id, content, message_type, visibility, priority, created_at)
    select $1::uuid, ${id('d', 'n')}, m, gen_random_uuid(), gen_random_uuid(), ${id('a', '1 + n % 5')}, 'x', 'text', 'everyone', 'normal', now() from ${people}, generate_series(1, 4) m`);
  await run(`insert into task (tenant_id, id, title, state, completed_by_id, completed_at, created_by_id, client_task_id, created_at, updated_at)
    select $1::uuid, ${id('e', 'n')}, 'x', case when n % 10 > 0 then 'done' else 'open' end, case when n % 10 > 0 then ${id('a', '1')} end, case when n % 10 > 0 then now() end, ${id('a', '1')}, gen_random_uuid(), now(), now() from ${people}`);
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = new pg.Client({ connectionString: testDatabase.url });
  await owner.connect();
  // what Postgres does by itself would change a state on the way
  await owner.query(`do $$ declare t regclass; begin for t in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop execute format('alter table %s set (autovacuum_enabled = off)', t); end loop; end $$`);
  await fill(small, 10);
  await fill(large, many);
  database = createDatabase({ url: testDatabase.url, poolSize: 1, onConnectionError: () => undefined });
}, 60_000);
afterAll(async () => {
  await database.close();
  await owner.end();
  await testDatabase.drop();
});

interface Sent {
  text: string;
  values: unknown[];
}

const person = (tenantId: string) => ({ tenantId, userId: idOf(tenantId, 'a', 2), sessionId: idOf(tenantId, 'c', 2), name: 'x', role: 'pharmacist' as Role, tenantKind: 'pharmacy' as const });
const room = (tenantId: string, n: number) => idOf(tenantId, 'd', n);
const within = (work: (trx: TenantTransaction, tenantId: string) => Promise<unknown>) => (tenantId: string) => database.withTenant(tenantId, (trx) => work(trx, tenantId));

/** Calls and how many blocks each of their statements may read. */
const calls: Record<string, { call: (tenantId: string) => Promise<unknown>; blocks: number }> = {
  'a page of the queue': { call: within((trx, tenantId) => listOrders(trx, person(tenantId), { limit: 10 })), blocks: 150 },
  'a page of closed orders': { call: within((trx, tenantId) => listOrders(trx, person(tenantId), { limit: 10, status: ['completed', 'cancelled'] })), blocks: 150 },
  'a page of messages': { call: within((trx, tenantId) => messagePage(trx, 'staff', { roomId: room(tenantId, 4), limit: 50 })), blocks: 30 },
  'members of two rooms': { call: within((trx, tenantId) => membersOfRooms(trx, [room(tenantId, 4), room(tenantId, 5)])), blocks: 30 },
  'a page of threads': { call: within((trx, tenantId) => listThreads(trx, person(tenantId).userId, { limit: 10 })), blocks: 150 },
  'a page of tasks': { call: within((trx) => listTasks(trx, { limit: 10 })), blocks: 150 },
  'a change of an order': { call: (tenantId) => loadChanges(database, tenantId, [person(tenantId)], [room(tenantId, 4)]), blocks: 100 },
  'a batch of topics to prune': { call: within((trx, tenantId) => pruneTopics(trx, tenantId, null)), blocks: 700 },
  'a batch of people to clear': { call: within((trx, tenantId) => removeOfPeople(trx, tenantId, null)), blocks: 300 },
  'sessions that ended': { call: (tenantId) => endedAmong(database, tenantId, [person(tenantId)]), blocks: 30 },
};

async function statementsOf(call: (tenantId: string) => Promise<unknown>, tenantId: string): Promise<Sent[]> {
  const add = vi.spyOn(Pipeline.prototype, 'add');
  await call(tenantId);
  const sent = add.mock.calls.map(([{ text, values }]) => ({ text, values }) as Sent);
  add.mockRestore();
  return sent.filter(({ text }) => /^\s*(select|with)/.test(text) && !text.includes('set_config') && !text.includes('for update'));
}

/** Rows that each node of the plan looked at and threw away, and the blocks of all. */
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** How each statement of `of` is done on a connection where `first`'s came before, often enough to be planned for good. */
async function plansAfter(first: Sent[] | null, of: Sent[], tenants: { first: string; of: string }): Promise<Plan[]> {
  const client = new pg.Client({ connectionString: testDatabase.url, options: [`role=${appRole}`, ...plannerSettings].map((setting) => `-c ${setting}`).join(' ') });
  await client.connect();
  const asTenant = (tenantId: string) => client.query(`select set_config('app.tenant', $1, false)`, [tenantId]);
  try {
    const plans: Plan[] = [];
    for (const [index, { text, values }] of of.entries()) {
      const name = `s${index}`;
      await asTenant(tenants.first);
      const before = first?.[index];
      if (before) for (let count = 0; count < 7; count++) await client.query({ name, text: before.text, values: before.values });
      await asTenant(tenants.of);
      // once as it is asked, so that types are known and caches warm
      await client.query({ name, text, values });
      const literals = values.map((value) => client.escapeLiteral(toText(value)));
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, buffers, format json) execute ${name}${literals.length > 0 ? `(${literals.join(', ')})` : ''}`);
      plans.push(rows[0]!['QUERY PLAN'][0].Plan);
    }
    return plans;
  } finally {
    await client.end();
  }
}

/** As pg writes a value into a query. */
const toText = (value: unknown): string => {
  if (Array.isArray(value)) return `{${value.map((each) => (each === null ? 'null' : `"${String(each)}"`)).join(',')}}`;
  return value instanceof Date ? value.toISOString() : String(value);
};

describe.each(['never analysed', 'analysed'])('in a database that is %s', (state) => {
  beforeAll(async () => {
    if (state === 'analysed') await owner.query('vacuum analyze');
  });

  test.each(Object.entries(calls))('%s costs a large tenant the same whoever came first on the connection', async (_, { call, blocks }) => {
    const [ofSmall, ofLarge] = [await statementsOf(call, small), await statementsOf(call, large)];
    expect(ofLarge.length).toBeGreaterThan(0);
    // a list of nothing asks for nothing more: what both ask is compared
    const texts = new Set(ofSmall.map(({ text }) => text));
    const asked = ofLarge.filter(({ text }) => texts.has(text));
    const before = asked.map(({ text }) => ofSmall.find((each) => each.text === text)!);
    expect(asked).toHaveLength(ofLarge.length);
    const tenants = { first: small, of: large };
    const [alone, after] = [await plansAfter(null, asked, tenants), await plansAfter(before, asked, tenants)];
    for (const plans of [alone, after])
      for (const plan of plans) {
        expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThanOrEqual(blocks);
        expect(nodesOf(plan).filter((node) => node['Node Type'] === 'Seq Scan' || node['Node Type'] === 'Bitmap Heap Scan')).toEqual([]);
      }
  });
});
