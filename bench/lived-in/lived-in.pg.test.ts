import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../server/testing/postgres-database.ts';
import { runAsSuperuser } from '../../server/testing/superuser.ts';
import { fillTenants } from './fill.ts';
import { moveInLate } from './house.ts';
import { smallTenant, type TenantSize } from './sizes.ts';
import { setStatistics } from './statistics.ts';

const tenants: TenantSize[] = [{ ...smallTenant(0), orders: 200, longRoom: 300, threads: 9, work: 60 }, { ...smallTenant(3), visitsPerDay: 20, days: 20 }];
const now = Date.parse('2026-06-10T10:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillTenants({ databaseUrl: database.url, tenants, now });
});
afterAll(() => database.drop());

/** The number that the query counts. */
const count = async (text: string): Promise<number> => Number(Object.values((await runAsSuperuser(database.url, text))[0]!)[0]);

test('every reference leads to a row', async () => {
  const keys = await runAsSuperuser(
    database.url,
    `select conname, conrelid::regclass::text as table, confrelid::regclass::text as target,
       array(select quote_ident(attname) from unnest(conkey) with ordinality k (no, place) join pg_attribute on attrelid = conrelid and attnum = no order by place)::text[] as own,
       array(select quote_ident(attname) from unnest(confkey) with ordinality k (no, place) join pg_attribute on attrelid = confrelid and attnum = no order by place)::text[] as other
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  expect(keys.length).toBeGreaterThan(40);
  for (const { conname, table, target, own, other } of keys as { conname: string; table: string; target: string; own: string[]; other: string[] }[]) {
    const set = own.map((column) => `a.${column} is not null`).join(' and ');
    const matches = own.map((column, index) => `b.${other[index]} = a.${column}`).join(' and ');
    expect(await count(`select count(*) from ${table} a where ${set} and not exists (select from ${target} b where ${matches})`), conname).toBe(0);
  }
});

test('each log is without a gap and ends where its topic says', async () => {
  expect(
    await count(`select count(*) from topic left join (select tenant_id, topic as name, count(*) as events, min(seq) as first, max(seq) as last from event group by 1, 2) log using (tenant_id, name)
      where seq > 0 and (log.last is distinct from seq or log.first <> 1 or log.events <> seq)`),
  ).toBe(0);
  expect(await count('select count(*) from topic')).toBeGreaterThan(200);
});

test('every message is in the log of its room, word for word', async () => {
  const differs = `m.content <> told -> 'message' ->> 'content' or m.id::text <> told -> 'message' ->> 'id' or m.seq <> (told ->> 'seq')::int or m.visibility <> e.audience`;
  expect(await count(`select count(*) from message m left join event e on e.tenant_id = m.tenant_id and e.topic = 'room:' || m.room_id and e.seq = m.seq
    cross join lateral (select e.body::jsonb as told) parsed where e.seq is null or ${differs}`)).toBe(0);
  expect(await count(`select abs(count(*) - (select count(*) from event where type = 'message.created')) from message`)).toBe(0);
  expect(await count('select count(*) from message')).toBeGreaterThan(2_000);
});

test('nothing happens after the end, few orders are open, and old staff cannot sign in', async () => {
  const end = `'${new Date(now).toISOString()}'`;
  expect(await count(`select count(*) from event where at > ${end}`)).toBe(0);
  expect(await count('select count(*) filter (where is_open) * 100 / count(*) from chat_order')).toBeLessThan(15);
  expect(await count('select count(*) from chat_order where is_open')).toBeGreaterThan(0);
  expect(await count(`select count(*) from user_account where disabled_at is not null and role <> 'patient'`)).toBeGreaterThan(0);
});

test('whose turn it is follows from what was said', async () => {
  expect(
    await count(`select count(*) from chat_order o cross join lateral (
        select role <> 'patient' as staff, m.created_at from message m join user_account u on u.tenant_id = m.tenant_id and u.id = m.sender_id
        where m.tenant_id = o.tenant_id and m.room_id = o.room_id and visibility = 'everyone' order by seq desc limit 1
      ) last where o.answered <> last.staff or (o.answered and o.waiting_since <> last.created_at::timestamptz(3))`),
  ).toBe(0);
});

test('the same seed and time give the same rows, another seed others', async () => {
  const digest = (url: string) => runAsSuperuser(url, `select md5(string_agg(body, '' order by tenant_id, topic, seq)) as digest from event`);
  const again = await createTestDatabase();
  const other = await createTestDatabase();
  try {
    await fillTenants({ databaseUrl: again.url, tenants, now });
    await fillTenants({ databaseUrl: other.url, tenants, now, seed: 2 });
    expect(await digest(again.url)).toEqual(await digest(database.url));
    expect(await digest(other.url)).not.toEqual(await digest(database.url));
  } finally {
    await again.drop();
    await other.drop();
  }
});

test('a restored database knows how many rows there are and not what is in them, a new one neither', async () => {
  const known = () => count(`select count(*) from pg_stats where schemaname = 'public' and tablename in ('message', 'event')`);
  const rows = () => count(`select reltuples from pg_class where oid = 'message'::regclass`);
  await setStatistics(database.url, 'analysed');
  expect([(await known()) > 0, (await rows()) > 0]).toEqual([true, true]);
  await setStatistics(database.url, 'restored');
  expect([await known(), (await rows()) > 0]).toEqual([0, true]);
  await setStatistics(database.url, 'never analysed');
  expect([await known(), await rows()]).toEqual([0, -1]);
});

test('who moves in later comes beside the others, with people who are signed in', async () => {
  const before = await count('select count(*) from tenant');
  const { pharmacy, clinic } = await moveInLate({ databaseUrl: database.url, now: Date.now() });
  expect(await count('select count(*) from tenant')).toBe(before + 2);
  expect(pharmacy.staff.map(({ role }) => role)).toContain('pharmacist');
  expect(pharmacy.patients.length).toBeGreaterThan(0);
  expect(clinic.staff.map(({ role }) => role)).toContain('nurse');
});
