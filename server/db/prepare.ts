import pg from 'pg';
import { reasonOf, StartupError } from '../startup/startup-error.ts';
import { makeAuditMonths } from './audit-months.ts';
import { ignoreCodes, lostRace } from './database-codes.ts';
import { appRole } from './database.ts';
import { randomEpoch } from './epoch.ts';
import { connectWithin, inTurn } from './login.ts';
import { isCurrent, migrate } from './migrate.ts';
import { closeToPublic } from './public-rights.ts';

const oldestVersion = 15;
const lockTimeout = 3_000;

/**
 * Makes the database of `ownerUrl` ready for the application, however far it was: the role that the application
 * works as, the schema, the installation's row, and nothing for those who have no business here. Nodes may do so at the
 * same time. Throws a StartupError when the database cannot be reached or used.
 */
export async function prepareDatabase(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({
    connectionString: ownerUrl,
    max: 1,
    connectionTimeoutMillis: connectWithin,
    lock_timeout: lockTimeout,
    application_name: 'medsync-migrations',
  });
  // a connection that breaks while idle is reported here as well as by the query that needs it next
  pool.on('error', () => undefined);
  try {
    await requireUsableServer(pool);
    await ensureAppRole(pool);
    if (!(await isCurrent(pool))) await migrate(pool);
    await pool.query('insert into installation (epoch) values ($1) on conflict do nothing', [randomEpoch()]);
    const owner = await pool.connect();
    await inTurn(owner, async () => {
      await closeToPublic(owner);
      await makeAuditMonths(owner, new Date());
    }).finally(() => owner.release());
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The database could not be prepared (${reasonOf(error)}). ${needed}`, { cause: error });
  } finally {
    await pool.end();
  }
}

export const needed = 'Whoever prepares it, by DATABASE_OWNER_URL or else DATABASE_URL, has to own the database and may create roles.';

/** Throws a StartupError when no database of a version that will do answers. */
export async function requireUsableServer(client: Pick<pg.Pool, 'query'>): Promise<void> {
  const version = await client.query<{ number: number }>(`select current_setting('server_version_num')::int as number`).catch((error: unknown) => {
    throw new StartupError(`The database cannot be reached (${reasonOf(error)}). Check DATABASE_URL, and that Postgres runs and lets this machine in.`);
  });
  const major = Math.floor(version.rows[0]!.number / 10_000);
  if (major < oldestVersion)
    throw new StartupError(`The database is Postgres ${major}; MedSync needs ${oldestVersion} or newer. Upgrade it, or point DATABASE_URL at a newer one.`);
}

/** Roles belong to the whole server, so another node, or another database's MedSync, may be creating it right now. */
async function ensureAppRole(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [appRole]);
  if (!rowCount) await pool.query(`create role ${appRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`).catch(ignoreCodes(...lostRace));
  // `set` without `inherit` would do, but Postgres 15 has no such grant
  const membership = await pool.query<{ granted: boolean }>(
    `select pg_has_role(current_user, $1, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as granted`,
    [appRole],
  );
  if (!membership.rows[0]!.granted) await pool.query(`grant ${appRole} to current_user`).catch(ignoreCodes(...lostRace));
}
