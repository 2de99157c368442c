import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import * as foundation from './migrations/0001-foundation.ts';
import * as clinicSchedule from './migrations/0002-clinic-schedule.ts';
import * as workItems from './migrations/0003-work-items.ts';
import * as threadsAlerts from './migrations/0004-threads-alerts.ts';
import * as onDuty from './migrations/0005-on-duty.ts';
import * as clinicSettings from './migrations/0006-clinic-settings.ts';
import * as nodeLogin from './migrations/0007-node-login.ts';
import * as ordersAnHour from './migrations/0008-orders-an-hour.ts';
import * as plans from './migrations/0009-plans.ts';
import * as countedAudit from './migrations/0010-counted-audit.ts';
import * as alertSteps from './migrations/0011-alert-steps.ts';
import * as messageCalls from './migrations/0012-message-calls.ts';
import * as retention from './migrations/0013-retention.ts';
import * as unusualTimes from './migrations/0014-unusual-times.ts';
import * as fewerBlocks from './migrations/0015-fewer-blocks.ts';
import * as cheapSends from './migrations/0016-cheap-sends.ts';

/** In the order in which they run; the names are stored in the database and never change. */
const migrations = {
  '0001-foundation': foundation,
  '0002-clinic-schedule': clinicSchedule,
  '0003-work-items': workItems,
  '0004-threads-alerts': threadsAlerts,
  '0005-on-duty': onDuty,
  '0006-clinic-settings': clinicSettings,
  '0007-node-login': nodeLogin,
  '0008-orders-an-hour': ordersAnHour,
  '0009-plans': plans,
  '0010-counted-audit': countedAudit,
  '0011-alert-steps': alertSteps,
  '0012-message-calls': messageCalls,
  '0013-retention': retention,
  '0014-unusual-times': unusualTimes,
  '0015-fewer-blocks': fewerBlocks,
  '0016-cheap-sends': cheapSends,
};

/**
 * Brings the schema up to date as the database's owner. Nodes that start together take turns. Every step commits
 * on its own or not at all; throws what the failing step threw.
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: { getMigrations: async () => migrations },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/**
 * Whether every migration of this version has been run. Later ones may have been: nodes of this version go on beside those that
 * ran them. The application may ask, too.
 */
export async function isCurrent(client: Pick<pg.Pool, 'query'>): Promise<boolean> {
  try {
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
    const run = new Set(rows.map(({ name }) => name));
    return Object.keys(migrations).every((name) => run.has(name));
  } catch (error) {
    // there is no such table yet, or one that the application may not read yet
    if (error instanceof pg.DatabaseError && ['42P01', '42501'].includes(error.code ?? '')) return false;
    throw error;
  }
}
