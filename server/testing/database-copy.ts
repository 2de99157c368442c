import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** The superuser's; `createDatabase` works on it as the application's role. */
  url: string;
  drop(): Promise<void>;
}

/**
 * A freshly migrated, empty database of its own: a copy of the `medsync` of the server at `serverUrl`. Drop it when
 * everything that is connected to it has been closed.
 */
export async function copyDatabase(serverUrl: string): Promise<TestDatabase> {
  const server = new URL(serverUrl);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template medsync`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    drop: () => administer(server, `drop database if exists ${name} with (force)`),
  };
}

async function administer(server: URL, statement: string): Promise<void> {
  const url = new URL(server);
  url.pathname = 'postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
