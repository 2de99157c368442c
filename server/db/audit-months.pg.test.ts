import pg from 'pg';
import { v4, v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { addTenant } from '../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { keepAuditMonths } from './audit-months.ts';
import { createDatabase, type Database } from './database.ts';
import { partitionAudit } from './migrations/audit-partitions.ts';

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let tenantId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.loginUrl, poolSize: 2, onConnectionError: () => undefined });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  tenantId = await addTenant(db, 'Greenleaf', 'pharmacy');
});
afterEach(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

const monthsFromNow = (months: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15));
};
const write = (id: string, action: string): Promise<void> =>
  db.withTenant(tenantId, (trx) => trx.insertInto('audit_entry').values({ tenant_id: tenantId, id, action, outcome: 'allowed', actor_id: null, session_id: null, room_id: null, patient_id: null }).execute()).then(() => undefined);
const places = async (): Promise<Record<string, string>> => {
  const { rows } = await owner.query<{ table: string; action: string }>('select tableoid::regclass::text as "table", action from audit_entry order by action');
  return Object.fromEntries(rows.map(({ table, action }) => [action, table]));
};
const idAt = (date: Date): string => v7({ msecs: date.getTime() });
const nameOf = (date: Date): string => `audit_entry_${date.toISOString().slice(0, 7).replace('-', '_')}`;
const detachBefore = (now: Date, months: number) => keepAuditMonths(database.url, now, months);

test('a row is in the partition of its month, also the last millisecond and the first; what has no month is written all the same', async () => {
  const month = monthsFromNow(2);
  const start = Date.UTC(month.getUTCFullYear(), month.getUTCMonth());
  await write(idAt(new Date(start)), 'first');
  await write(idAt(new Date(start - 1)), 'before');
  await write(idAt(monthsFromNow(limits.retention.auditMonthsAhead + 5)), 'far');
  await write('ffffffff-ffff-4fff-8fff-ffffffffffff', 'strange');
  expect(await places()).toEqual({ first: nameOf(month), before: nameOf(monthsFromNow(1)), far: 'audit_entry_other', strange: 'audit_entry_other' });
});

test('nodes that ran on for years without a migration wrote everything, and the next look puts it in its place', async () => {
  const late = monthsFromNow(limits.retention.auditMonthsAhead + 3);
  await write(idAt(late), 'late');
  expect(await places()).toEqual({ late: 'audit_entry_other' });
  await detachBefore(late, 1_200);
  expect(await places()).toEqual({ late: nameOf(late) });
  // made once
  await detachBefore(late, 1_200);
});

test('months that are old enough are detached and whole, and the others stay', async () => {
  await write(newId(), 'now');
  await write(idAt(monthsFromNow(1)), 'next');
  await write(idAt(monthsFromNow(2)), 'later');
  // seen from three months on, this one's end is two months ago
  const detached = await detachBefore(monthsFromNow(3), 2);
  expect(detached).toEqual(['audit_entry_first']);
  expect(Object.keys(await places())).toEqual(['later', 'next']);
  expect((await owner.query('select action from audit_entry_first')).rows).toEqual([{ action: 'now' }]);
  const asApp = db.withTenant(tenantId, (trx) => trx.selectFrom('audit_entry_first' as 'audit_entry').selectAll().execute());
  await expect(asApp).rejects.toMatchObject({ code: '42501' });
});

test('it is detached beside those who write', async () => {
  const later = monthsFromNow(2);
  const writing = Array.from({ length: 40 }, () => write(idAt(later), 'x'));
  expect(await detachBefore(monthsFromNow(3), 2)).toEqual(['audit_entry_first']);
  await Promise.all(writing);
  expect((await owner.query('select count(*)::int from audit_entry')).rows).toEqual([{ count: 40 }]);
});

test('an older log becomes the first partition as it is, whatever its ids', async () => {
  await owner.query(`drop table audit_entry`);
  await owner.query(`create table audit_entry (tenant_id uuid not null references tenant, id uuid not null, at timestamptz not null default now(), actor_id uuid,
    session_id uuid, action text not null, room_id uuid, patient_id uuid, outcome text not null check (outcome in ('allowed', 'denied')),
    count integer not null default 1 check (count > 0), last_at timestamptz check (last_at >= at), primary key (tenant_id, id));
    alter table audit_entry enable row level security; alter table audit_entry force row level security;
    create policy own_tenant on audit_entry using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
    create trigger only_counts_on before update on audit_entry for each row execute function only_counts_on();
    create trigger only_denied_counts_on before update on audit_entry for each row when (old.outcome <> 'denied') execute function only_denied_counts_on()`);
  const random = Array.from({ length: 20 }, () => v4().replace(/^./, 'f'));
  const made = Array.from({ length: 30 }, (_, n) => idAt(monthsFromNow(-n)));
  await owner.query(`insert into audit_entry (tenant_id, id, action, outcome) select $1, id, 'old', 'denied' from unnest($2::uuid[]) id`, [tenantId, [...random, ...made]]);
  const before = (await owner.query(`select pg_relation_filenode('audit_entry') as file`)).rows;
  await owner.query('begin');
  await owner.query(partitionAudit(new Date()));
  await owner.query('commit');
  expect((await owner.query(`select pg_relation_filenode('audit_entry_first') as file`)).rows, 'it is not written anew').toEqual(before);
  expect((await owner.query('select tableoid::regclass::text as "table", count(*)::int from audit_entry group by 1 order by 1')).rows).toEqual([
    { table: 'audit_entry_first', count: 30 },
    { table: 'audit_entry_other', count: 20 },
  ]);
  // what was denied counts on, and only that
  const count = (set: string) => db.withTenant(tenantId, (trx) => trx.updateTable('audit_entry').set({ count: Number(set) }).execute());
  await count('3');
  await expect(count('2')).rejects.toThrow('only grows');
  await write(newId(), 'new');
  expect(await places()).toMatchObject({ new: 'audit_entry_first' });
});
