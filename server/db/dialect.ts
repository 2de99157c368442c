import type { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type TransactionSettings } from 'kysely';
import type pg from 'pg';
import type { FairQueue, Release } from '../fair-queue.ts';
import { currentOwner, type WorkOwner } from '../work-owner.ts';
import { ahead } from './pipelining-client.ts';

/** A setting that row-level security reads, for the length of one transaction. */
export interface Scope {
  setting: 'app.tenant' | 'app.sign_in_email';
  value: string;
  /** Whose work it is; none where the tenant is not known yet. */
  tenantId?: string;
}

interface ScopedDialectOptions {
  pool: pg.Pool;
  /** As many turns as the pool has connections. */
  turns: FairQueue;
  scope: AsyncLocalStorage<Scope | null>;
  /** Told how long, in milliseconds, a transaction waited for its connection. */
  onConnected?: ((waited: number) => void) | undefined;
}

/** A connection in use. */
interface Use {
  release: Release;
  owner: WorkOwner | null;
  since: number;
}

/** Begins each transaction with its scope, which go out with its first statement. Without a scope there is none: no row of a tenant is visible. */
class ScopedDriver extends PostgresDriver {
  readonly #options: ScopedDialectOptions;
  readonly #uses = new Map<DatabaseConnection, Use>();

  constructor(options: ScopedDialectOptions) {
    super({ pool: options.pool });
    this.#options = options;
  }

  override async acquireConnection(...options: Parameters<PostgresDriver['acquireConnection']>): Promise<DatabaseConnection> {
    const { turns, scope, onConnected } = this.#options;
    const asked = performance.now();
    const owner = currentOwner();
    const { lane, personId } = owner ?? nobody;
    const most = owner?.connections;
    const tenantId = scope.getStore()?.tenantId ?? '';
    const release = await turns.enter({ lane, tenantId, personId, most });
    try {
      const connection = await super.acquireConnection(...options);
      const since = performance.now();
      onConnected?.(since - asked);
      this.#uses.set(connection, { release, owner, since });
      return connection;
    } catch (error) {
      release();
      throw error;
    }
  }

  override async releaseConnection(...[connection]: Parameters<PostgresDriver['releaseConnection']>): Promise<void> {
    const { release, owner, since } = this.#uses.get(connection)!;
    this.#uses.delete(connection);
    owner?.chargeDatabase?.(performance.now() - since);
    await super.releaseConnection(connection);
    release();
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const scope = this.#options.scope.getStore();
    const modes = [
      settings.isolationLevel ? `isolation level ${settings.isolationLevel}` : '',
      settings.accessMode ?? '',
    ];
    await connection.executeQuery(CompiledQuery.raw(ahead(`begin ${modes.join(' ')}`)));
    if (scope) await connection.executeQuery(CompiledQuery.raw(ahead('select set_config($1, $2, true)'), [scope.setting, scope.value]));
  }
}

const nobody = { lane: 'shared', personId: null } as const;

export class ScopedDialect extends PostgresDialect {
  readonly #driver: () => PostgresDriver;

  constructor(options: ScopedDialectOptions) {
    super({ pool: options.pool });
    this.#driver = () => new ScopedDriver(options);
  }

  override createDriver(): PostgresDriver {
    return this.#driver();
  }
}
