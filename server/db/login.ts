import { createHash } from 'node:crypto';
import pg from 'pg';
import { StartupError } from '../startup/startup-error.ts';
import { appRole } from './database.ts';
import { excessOf } from './excess.ts';
import { scramVerifier } from './scram.ts';

/** What a node says to the database that it is. A null password is one that the database does not ask for. */
export interface Login {
  name: string;
  password: string | null;
}

const longestName = 63;
/** Milliseconds. */
export const connectWithin = 4_000;

/** The login of the nodes that work on this database. Roles belong to the whole server, names of databases are unique there. */
export function loginName(database: string): string {
  const name = `medsync_node_${database}`;
  return Buffer.byteLength(name) <= longestName ? name : `medsync_node_${createHash('sha256').update(database).digest('hex').slice(0, 32)}`;
}

/** `ownerUrl` with another login; the database is named, which else would be that of the user's name. */
export function withLogin(ownerUrl: string, database: string, { name, password }: Login): string {
  const url = new URL(ownerUrl);
  if (url.pathname.length <= 1) url.pathname = `/${encodeURI(database)}`;
  for (const parameter of ['user', 'password']) url.searchParams.delete(parameter);
  url.username = encodeURIComponent(name);
  url.password = encodeURIComponent(password ?? '');
  return url.href;
}

/**
 * Makes the login, lets it work as the application's role and into this database, and takes back what somebody who worked as it
 * may have given it: another password, settings. Nodes may do so at the same time. `owner` is a connection of the database's
 * owner; `loginUrl` is its address with the login. Throws a StartupError when the login may do more than it should.
 */
export async function ensureLogin(owner: pg.Client, login: Login, loginUrl: string): Promise<void> {
  const name = pg.escapeIdentifier(login.name);
  const password = login.password === null ? '' : `password ${pg.escapeLiteral(scramVerifier(login.password))}`;
  await inTurn(owner, async () => {
    const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [login.name]);
    if (!rowCount) await owner.query(`create role ${name} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole noreplication ${password}`);
    const { rowCount: member } = await owner.query('select from pg_auth_members where member = $1::regrole and roleid = $2::regrole', [name, appRole]);
    if (!member) await owner.query(`grant ${appRole} to ${name}`);
    requireNone(await excessOf(owner, login.name));
    const { rows } = await owner.query<{ database: string; entered: boolean }>(
      `select current_database() as database, has_database_privilege($1, current_database(), 'connect') as entered`,
      [login.name],
    );
    if (!rows[0]!.entered) await owner.query(`grant connect on database ${pg.escapeIdentifier(rows[0]!.database)} to ${name}`);
    const { rows: settings } = await owner.query<{ database: string | null }>(
      'select datname as database from pg_db_role_setting left join pg_database d on d.oid = setdatabase where setrole = $1::regrole',
      [name],
    );
    for (const { database } of settings) await owner.query(`alter role ${name} ${database === null ? '' : `in database ${pg.escapeIdentifier(database)}`} reset all`);
  });
  if (await isRefused(loginUrl)) await inTurn(owner, () => owner.query(`alter role ${name} login ${password}`));
}

/** Throws a StartupError that names the first of them. */
export function requireNone([first]: string[]): void {
  if (!first) return;
  throw new StartupError(`The login of the nodes may do more than it should: ${first}. Take that back, or let MedSync make a login of its own: set DATABASE_URL to the database's owner.`);
}

/** What is done here under one lock of the database is done by one node after the other. */
export async function inTurn(client: pg.Client, work: () => Promise<unknown>): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('medsync login', 0))`);
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const refusals = ['28P01', '28000'];

/** Whether the database knows the login by another password, or does not let it sign in. */
async function isRefused(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectWithin });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return false;
  } catch (error) {
    return error instanceof pg.DatabaseError && refusals.includes(error.code ?? '');
  } finally {
    await client.end();
  }
}
