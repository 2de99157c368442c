import { randomBytes } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import type { Role } from '../../shared/roles.ts';
import { startApp } from '../app.ts';
import type { App, AppOptions } from '../app-options.ts';
import { createDatabase, type Database } from '../db/database.ts';
import { ensureSigningKey } from '../features/auth/signing-keys.ts';
import type { TestDatabase } from './database-copy.ts';
import { addPerson, addTenant, type TestPerson } from './people.ts';
import { connect, type TestClient } from './test-client.ts';

export interface TestApp extends AsyncDisposable {
  readonly url: string;
  readonly metricsUrl: string;
  /** The superuser's: for what a test does past the application. */
  readonly databaseUrl: string;
  db: Database;
  addTenant(name: string, kind?: 'pharmacy' | 'clinic'): Promise<string>;
  addPerson(tenantId: string, role: Role, name: string): Promise<TestPerson>;
  signIn(person: TestPerson): Promise<TestClient>;
  /** Stops the app and starts another on the same data and the same port, after `whileDown`. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
}

export type TestAppOptions = Partial<Pick<AppOptions, 'accessTokenSeconds' | 'rates' | 'webRoot' | 'logger' | 'host' | 'publicOrigins' | 'hstsSubdomains' | 'escalation' | 'redisAddresses' | 'pollEvery' | 'demoPeople' | 'trustedProxies' | 'metrics' | 'clock'>> & { secretKey?: Buffer };

const much = { perSecond: 1e9, burst: 1e9 };
const anything = { database: much, processor: much, bytes: much, subscriptions: much, refusals: much };
const queue = { waiting: 10_000, patience: 60_000 };

/** A fast machine must not meet the limits on people in a test that is not about them. */
const plenty: NonNullable<AppOptions['rates']> = {
  writes: { perSecond: 1_000, burst: 10_000 },
  requestsPerMinute: 100_000,
  ordersPerHour: 1_000,
  calls: { requests: { ...limits.requests, ...queue }, calls: { ...limits.calls, ...queue }, openings: { ...limits.openings, ...queue }, costs: { person: anything, address: anything, stranger: anything, waitFor: 0 } },
};

/** A test that reads metrics reads what just happened. */
const fresh: NonNullable<AppOptions['metrics']> = { keptFor: 0 };

/** The app as it runs in production, on this database and a free port. Disposing of it drops the database. */
export async function startAppOn(database: TestDatabase, options: TestAppOptions = {}): Promise<TestApp> {
  const secretKey = options.secretKey ?? randomBytes(32);
  await ensureSigningKey(database.url, secretKey);
  const db = createDatabase({ url: database.loginUrl, poolSize: 4, onConnectionError: () => undefined });
  const clients: TestClient[] = [];
  const start = (port: number): Promise<App> =>
    startApp({
      databaseUrl: database.loginUrl,
      secretKey,
      host: '127.0.0.1',
      port,
      publicOrigins: [],
      webRoot: null,
      demoPeople: null,
      logger: silent,
      rates: plenty,
      metrics: fresh,
      ...options,
    });
  let app = await start(0);
  return {
    get url() {
      return app.url;
    },
    get metricsUrl() {
      return app.metricsUrl;
    },
    databaseUrl: database.url,
    db,
    addTenant: (name, kind = 'pharmacy') => addTenant(db, name, kind),
    addPerson: (tenantId, role, name) => addPerson(db, tenantId, role, name),
    async signIn(person) {
      const client = await connect(app.url, person);
      clients.push(client);
      return client;
    },
    async restart(whileDown) {
      const { port } = new URL(app.url);
      await app.stop();
      await whileDown?.();
      app = await start(Number(port));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await app.stop();
      await db.close();
      await database.drop();
    },
  };
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
