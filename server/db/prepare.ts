import pg from 'pg';
import { reasonOf, StartupError } from '../startup/startup-error.ts';
import { appRole } from './database.ts';
import { randomEpoch } from './epoch.ts';
import { migrate } from './migrate.ts';

const oldestVersion = 15;
const connectWithin = 4_000;
const lockTimeout = 3_000;

/**
 * Makes the database of `ownerUrl` ready for the application, however far it was: the role that the application
 * works as, the schema, and the installation's row. Nodes may do so at the same time.
 * Throws a StartupError when the database cannot be reached or used.
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
    await migrate(pool);
    await pool.query('insert into installation (epoch) values ($1) on conflict do nothing', [randomEpoch()]);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The database could not be prepared (${reasonOf(error)}). DATABASE_URL needs a user who owns the database and may create roles.`, { cause: error });
  } finally {
    await pool.end();
  }
}

async function requireUsableServer(pool: pg.Pool): Promise<void> {
  const version = await pool.query<{ number: number }>(`select current_setting('server_version_num')::int as number`).catch((error: unknown) => {
    throw new StartupError(`The database cannot be reached (${reasonOf(error)}). Check DATABASE_URL, and that Postgres runs and lets this machine in.`);
  });
  const major = Math.floor(version.rows[0]!.number / 10_000);
  if (major < oldestVersion)
    throw new StartupError(`The database is Postgres ${major}; MedSync needs ${oldestVersion} or newer. Upgrade it, or point DATABASE_URL at a newer one.`);
}

/** Roles belong to the whole server, so another node, or another database's MedSync, may be creating it right now. */
async function ensureAppRole(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [appRole]);
  if (!rowCount) await pool.query(`create role ${appRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`).catch(ignoreLostRace);
  // `set` without `inherit` would do, but Postgres 15 has no such grant
  const membership = await pool.query<{ granted: boolean }>(
    `select pg_has_role(current_user, $1, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as granted`,
    [appRole],
  );
  if (!membership.rows[0]!.granted) await pool.query(`grant ${appRole} to current_user`).catch(ignoreLostRace);
}

const lostRaces = new Set(['42710', '23505', 'XX000']);

function ignoreLostRace(error: unknown): void {
  if (!(error instanceof pg.DatabaseError) || !lostRaces.has(error.code ?? '')) throw error;
}
