import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** An empty database of an ordinary user, as a managed Postgres hands out. */
export interface BareDatabase {
  /** Its owner's. */
  url: string;
  drop(): Promise<void>;
}

/** `rights` are those of the owner, beside signing in. */
export async function createBareDatabase(serverUrl: string, rights: 'createrole' | 'nocreaterole'): Promise<BareDatabase> {
  const name = `bare_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `create role ${name} login password 'secret' ${rights}`);
  // the role exists already on this server; without this its creator alone could grant it
  if (rights === 'createrole') await administer(serverUrl, `grant medsync_app to ${name} with admin option, set false, inherit false`);
  await administer(serverUrl, `create database ${name} owner ${name}`);
  const url = new URL(serverUrl);
  [url.pathname, url.username, url.password] = [name, name, 'secret'];
  return {
    url: url.href,
    drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`, `drop role if exists medsync_node_${name}`, `drop role if exists ${name}`),
  };
}

/** Runs statements as the superuser outside of any database of ours, each on its own. */
export async function administer(serverUrl: string, ...statements: string[]): Promise<void> {
  const url = new URL(serverUrl);
  url.pathname = 'postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
