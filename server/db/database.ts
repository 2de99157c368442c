import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, type Transaction } from 'kysely';
import pg from 'pg';
import { limits } from '../../shared/limits.ts';
import { createFairQueue, type FairQueue } from '../fair-queue.ts';
import { Failure } from '../failure.ts';
import { ScopedDialect, type Scope } from './dialect.ts';
import { pipeliningClient } from './pipelining-client.ts';
import type { Schema } from './schema.ts';

/** A transaction in which one tenant's rows, and no other's, can be seen and written. */
export type TenantTransaction = Transaction<Schema>;

export interface Database {
  /** Runs `work` in one transaction as `tenantId`; commits when it resolves. What it may touch is decided by row-level security. */
  withTenant<T>(tenantId: string, work: (trx: TenantTransaction) => Promise<T>): Promise<T>;
  /** As `withTenant`, in one unchanging view of the database: what is read together belongs together. */
  snapshot<T>(tenantId: string, work: (trx: TenantTransaction) => Promise<T>): Promise<T>;
  /** Runs `work` where of the `sign_in_address`es those with this e-mail can be read, whatever their tenant, and nothing else of any. */
  withSignIn<T>(email: string, work: (trx: TenantTransaction) => Promise<T>): Promise<T>;
  /** Runs `work` where only what belongs to the whole installation can be read. */
  withInstallation<T>(work: (trx: TenantTransaction) => Promise<T>): Promise<T>;
  /** The connections right now. */
  pool: { readonly connections: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/** The role that the application works as. It owns nothing, and row-level security binds it. */
export const appRole = 'medsync_app';

/**
 * Every statement has an index for what it asks, and is planned as a walk through it. Left to choose, the planner reads all
 * that a tenant has wherever it underrates the tenant: a new one, a large one, one of a database that was just restored.
 */
export const plannerSettings = ['enable_seqscan=off', 'enable_bitmapscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'enable_material=off', 'jit=off'];

const typeParsers: Record<number, (value: string) => unknown> = {
  // int8: our sequence numbers and counts stay far below 2^53
  20: (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError('A bigint of the database is beyond 2^53.');
    return number;
  },
  // date: a date of birth has no time zone, so it stays the text it is
  1082: (value) => value,
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => typeParsers[oid] ?? pg.types.getTypeParser(oid, format),
};

interface DatabaseOptions {
  url: string;
  poolSize?: number;
  /** Told about connections that the database or the network ended; the pool replaces them by itself. */
  onConnectionError: (error: Error) => void;
  /** Told how long, in milliseconds, each transaction waited for its connection. */
  onConnected?: (waited: number) => void;
}

export function createDatabase({ url, poolSize = limits.database.poolSize, onConnectionError, onConnected }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    Client: pipeliningClient(),
    connectionString: url,
    max: poolSize,
    types,
    keepAlive: true,
    application_name: 'medsync',
    // `role` is set while connecting, so no query ever runs with the owner's rights
    options: [`role=${appRole}`, ...plannerSettings].map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: limits.database.connectTimeout,
    statement_timeout: limits.database.statementTimeout,
    lock_timeout: limits.database.lockTimeout,
    idle_in_transaction_session_timeout: limits.database.idleInTransactionTimeout,
    maxLifetimeSeconds: limits.database.maxLifetimeSeconds,
  });
  // An unheard `error` ends the process: idle clients report to the pool, checked-out ones only to themselves.
  pool.on('error', onConnectionError);
  pool.on('connect', (client) => client.on('error', onConnectionError));

  const scope = new AsyncLocalStorage<Scope | null>();
  const turns = createTurns(poolSize);
  const db = new Kysely<Schema>({ dialect: new ScopedDialect({ pool, turns, scope, onConnected }) });
  const inTenant = (tenantId: string): Scope => ({ setting: 'app.tenant', value: tenantId, tenantId });

  return {
    withTenant: (tenantId, work) => scope.run(inTenant(tenantId), () => db.transaction().execute(work)),
    snapshot: (tenantId, work) =>
      scope.run(inTenant(tenantId), () =>
        db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      ),
    withSignIn: (email, work) =>
      scope.run({ setting: 'app.sign_in_email', value: email }, () => db.transaction().execute(work)),
    withInstallation: (work) => scope.run(null, () => db.transaction().execute(work)),
    pool: {
      get connections() {
        return pool.totalCount;
      },
      get idle() {
        return pool.idleCount;
      },
      get waiting() {
        return turns.waiting;
      },
    },
    close: () => db.destroy(),
  };
}

/** Who gets a connection next. The pool itself is never asked for more than it has. */
function createTurns(poolSize: number): FairQueue {
  const { shares } = limits.database;
  const share = (part: number): number => Math.ceil(part * poolSize);
  return createFairQueue({
    most: { all: poolSize, lane: share(shares.lane), tenant: share(shares.tenant), person: share(shares.person) },
    waiting: limits.database.waitingPerPerson,
    patience: limits.database.connectTimeout,
    tooMany: () => new Failure('RATE_LIMITED', 'Too many at once. Wait for the answers.', { retryAfter: 1 }),
    tooLate: () => new ConnectionTimeout(),
  });
}

/** No connection came free in time: the same call may succeed a moment later. */
class ConnectionTimeout extends Error {
  /** SQLSTATE of "too many connections". */
  readonly code = '53300';

  constructor() {
    super('No connection to the database came free in time.');
    this.name = 'ConnectionTimeout';
  }
}
