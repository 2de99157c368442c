import { sql, type InsertObject } from 'kysely';
import type { Clock } from '../../clock.ts';
import { insertAlerts } from './alert-rows.ts';
import { alertScripts } from './alert-script.ts';
import { demoPassword } from './demo-people.ts';
import { hashPassword } from '../../features/auth/passwords.ts';
import type { Database, TenantTransaction } from '../database.ts';
import type { Schema } from '../schema.ts';
import { demoTenants, type DemoTenant } from './demo-tenants.ts';
import { renewDay } from './renew-day.ts';
import { insertNotices } from './notice-rows.ts';
import { orderRows, orderTables, type OrderRows } from './order-rows.ts';
import { peopleOf } from './people.ts';
import { playScript } from './play-script.ts';
import { insertDuty, insertThreads } from './thread-rows.ts';
import { insertClinicSettings, insertVisits } from './visit-rows.ts';
import { insertWork } from './work-rows.ts';

/** How long the tenants and their people have been there, in milliseconds. */
const openSince = 120 * 24 * 3_600_000;

/**
 * Fills an empty installation with tenants, people and orders to look at. A tenant that is there already stays as it is, but
 * for a clinic whose day is over: it has another.
 * Processes may do so at the same time: one fills a tenant, the others wait for it.
 */
export async function seedDemo(db: Database, clock: Clock): Promise<void> {
  let passwordHash: Promise<string> | null = null;
  for (const tenant of demoTenants) {
    if (await exists(db, tenant)) {
      if (tenant.kind === 'clinic') await db.withTenant(tenant.id, (trx) => renewDay(trx, tenant, clock.now()));
      continue;
    }
    passwordHash ??= hashPassword(demoPassword);
    const hash = await passwordHash;
    await db.withTenant(tenant.id, (trx) => fillTenant(trx, tenant, hash, clock.now()));
  }
}

const exists = (db: Database, { id }: DemoTenant): Promise<boolean> =>
  db.withTenant(id, async (trx) => (await trx.selectFrom('tenant').select('tenant_id').execute()).length > 0);

async function fillTenant(trx: TenantTransaction, tenant: DemoTenant, passwordHash: string, now: number): Promise<void> {
  const { id: tenant_id, name, kind, timeZone: time_zone } = tenant;
  const created_at = new Date(now - openSince);
  // waiting for the process that is filling the tenant right now is no lock to give up on
  await sql`select set_config('lock_timeout', '0', true)`.execute(trx);
  const inserted = await trx
    .insertInto('tenant')
    .values({ tenant_id, name, kind, time_zone, created_at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('tenant_id')
    .executeTakeFirst();
  if (!inserted) return;

  const { cast, accounts, patients } = peopleOf(tenant, passwordHash, created_at);
  await trx.insertInto('user_account').values(accounts).execute();
  await trx.insertInto('patient').values(patients).execute();
  const orders = tenant.orders.map((script) => orderRows(playScript(script, cast, now)));
  for (const table of orderTables) await insertAll(trx, table, orders);
  await insertThreads(trx, cast, tenant.threads, now);
  await insertDuty(trx, cast, tenant.onDuty, now);
  if (kind === 'clinic') await insertVisits(trx, cast, time_zone, now);
  if (kind === 'clinic') await insertClinicSettings(trx, tenant_id, time_zone, now);
  if (kind === 'clinic') await insertWork(trx, cast, now);
  await insertAlerts(trx, cast, alertScripts[kind], now);
  // last: it tells of what is there
  await insertNotices(trx, cast, kind, now);
}

async function insertAll<Table extends keyof OrderRows>(trx: TenantTransaction, table: Table, orders: Pick<OrderRows, Table>[]): Promise<void> {
  const rows: InsertObject<Schema, Table>[] = orders.flatMap((order) => order[table]);
  if (rows.length > 0) await trx.insertInto(table).values(rows).execute();
}
