import { randomUUID } from 'node:crypto';
import { loginName } from '../db/login.ts';
import { administer } from './bare-database.ts';
import { createTestLogin } from './test-login.ts';

export interface TestDatabase {
  /** The superuser's. */
  url: string;
  /** The login's of the nodes: what the application connects with. */
  loginUrl: string;
  drop(): Promise<void>;
}

/**
 * A freshly migrated, empty database of its own: a copy of the `medsync` of the server at `serverUrl`. Drop it when
 * everything that is connected to it has been closed.
 */
export async function copyDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `create database ${name} template medsync`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return {
    url: url.href,
    loginUrl: await createTestLogin(url.href),
    // a server that was started on it has made a login of its own
    drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`, `drop role if exists ${name}_login`, `drop role if exists ${loginName(name)}`),
  };
}
