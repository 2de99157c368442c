import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { createDatabase, type Database } from '../../db/database.ts';
import { addTenant } from '../../testing/people.ts';
import { loseCommitOf } from '../../testing/lost-commits.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import type { Caller } from '../../transport/context.ts';
import { createDenialLog, type DenialLog } from './denial-log.ts';

let database: TestDatabase;
let db: Database;
let superuser: pg.Client;
let caller: Caller;
let faults: unknown[];
let denials: DenialLog;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.loginUrl, onConnectionError: () => undefined });
  superuser = new pg.Client({ connectionString: database.url });
  await superuser.connect();
});
afterAll(async () => {
  await db.close();
  await superuser.end();
  await database.drop();
});
beforeEach(async () => {
  const tenantId = await addTenant(db, 'Greenleaf', 'pharmacy');
  caller = { tenantId, tenantKind: 'pharmacy', userId: newId(), sessionId: newId(), name: 'Maria', role: 'patient' };
  faults = [];
  denials = open(db);
});

// a clock that stands still: all of a test is in one minute
const open = (on: Database): DenialLog => createDenialLog({ db: on, clock: { now: () => 1_800_000_000_000 }, onFault: (error) => faults.push(error) });

const rows = async (): Promise<Record<string, unknown>[]> =>
  (await superuser.query<Record<string, unknown>>('select * from audit_entry where tenant_id = $1 order by action', [caller.tenantId])).rows;
const sum = async () => (await rows()).reduce((total, { count }) => total + (count as number), 0);

test('a denied call is in the audit log before it is answered, and says who and what', async () => {
  await denials.noteCall(caller, 'chatOrders.get');
  expect(await rows()).toMatchObject([
    { actor_id: caller.userId, session_id: caller.sessionId, action: 'chatOrders.get', outcome: 'denied', count: 1, last_at: null },
  ]);
  await denials.stop();
});

test('ten thousand denied calls of one person are one row for each procedure', async () => {
  for (let n = 0; n < 10_000; n += 1) void denials.noteCall(caller, n % 2 === 0 ? 'chatOrders.get' : 'tasks.complete');
  await denials.stop();
  expect(await rows()).toMatchObject([{ action: 'chatOrders.get', count: 5_000, last_at: expect.any(Date) as Date }, { action: 'tasks.complete', count: 5_000 }]);
  expect(faults).toEqual([]);
});

test('of ten thousand none is lost while the database refuses, is cut off and comes back', async () => {
  const note = (times: number) => Promise.all(Array.from({ length: times }, (_, n) => denials.noteCall(caller, `procedure${n % 5}`)));
  await note(2_500);
  await superuser.query('revoke insert on audit_entry from medsync_app');
  try {
    await note(2_500);
    await expect.poll(() => faults.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(denials.unwritten).toBe(5);
  } finally {
    await superuser.query('grant insert on audit_entry to medsync_app');
  }
  await note(2_500);
  await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'medsync'`);
  await note(2_500);
  await denials.stop();
  expect(await sum()).toBe(10_000);
  expect(await rows()).toHaveLength(5);
});

test('what was written but not acknowledged counts once', async () => {
  await using lost = await loseCommitOf('procedure.lost', database.url);
  const behind = createDatabase({ url: lost.url, onConnectionError: () => undefined });
  const log = open(behind);
  await Promise.all(Array.from({ length: 3 }, () => log.noteCall(caller, 'procedure.lost')));
  await log.stop();
  expect(lost.count).toBe(1);
  expect(await rows()).toMatchObject([{ count: 3 }]);
  await behind.close();
});

test('failed sign-ins of too many networks are still counted', async () => {
  const before = await failures();
  const networks = limits.audit.tallies + 500;
  await superuser.query('revoke insert on sign_in_failure from medsync_app');
  for (let n = 0; n < networks; n += 1) denials.noteWrongPassword([], `network ${n}`);
  await superuser.query('grant insert on sign_in_failure to medsync_app');
  await expect.poll(failures, { timeout: 20_000 }).toBe(before + networks);
  await denials.stop();
  const { rows: elsewhere } = await superuser.query(`select count from sign_in_failure where network = 'elsewhere'`);
  expect(elsewhere).toEqual([{ count: 500 }]);
});
const failures = async () => (await superuser.query<{ sum: number }>('select coalesce(sum(count), 0)::int as sum from sign_in_failure')).rows[0]!.sum;

test('a count only grows, and nothing else of a row changes', async () => {
  for (let n = 0; n < 3; n += 1) void denials.noteCall(caller, 'chatOrders.get');
  await denials.stop();
  const change = (set: string) => db.withTenant(caller.tenantId, (trx) => sql.raw(`update audit_entry set ${set}`).execute(trx));
  await expect(change('count = 2')).rejects.toThrow('only grows');
  await expect(change(`last_at = at`)).resolves.toBeDefined();
  await expect(change(`last_at = at - interval '1 s'`)).rejects.toThrow();
  await expect(change(`action = 'something else'`)).rejects.toThrow('permission denied');
  await expect(change(`outcome = 'allowed'`)).rejects.toThrow('permission denied');
  await superuser.query(`update audit_entry set outcome = 'allowed' where tenant_id = $1`, [caller.tenantId]);
  await expect(change('count = 9')).rejects.toThrow('written once');
});
