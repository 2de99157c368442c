import type { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type TransactionSettings } from 'kysely';
import type pg from 'pg';
import { ahead } from './pipelining-client.ts';

/** A setting that row-level security reads, for the length of one transaction. */
export interface Scope {
  setting: 'app.tenant' | 'app.sign_in_email';
  value: string;
}

/** Told how long, in milliseconds, a transaction waited for its connection. */
type OnConnected = (waited: number) => void;

/** Begins each transaction with its scope, which go out with its first statement. Without a scope there is none: no row of a tenant is visible. */
class ScopedDriver extends PostgresDriver {
  readonly #scope: AsyncLocalStorage<Scope | null>;
  readonly #onConnected: OnConnected | undefined;

  constructor(pool: pg.Pool, scope: AsyncLocalStorage<Scope | null>, onConnected: OnConnected | undefined) {
    super({ pool });
    this.#scope = scope;
    this.#onConnected = onConnected;
  }

  override async acquireConnection(...options: Parameters<PostgresDriver['acquireConnection']>): Promise<DatabaseConnection> {
    const since = performance.now();
    const connection = await super.acquireConnection(...options);
    this.#onConnected?.(performance.now() - since);
    return connection;
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const scope = this.#scope.getStore();
    const modes = [
      settings.isolationLevel ? `isolation level ${settings.isolationLevel}` : '',
      settings.accessMode ?? '',
    ];
    await connection.executeQuery(CompiledQuery.raw(ahead(`begin ${modes.join(' ')}`)));
    if (scope) await connection.executeQuery(CompiledQuery.raw(ahead('select set_config($1, $2, true)'), [scope.setting, scope.value]));
  }
}

export class ScopedDialect extends PostgresDialect {
  readonly #driver: () => PostgresDriver;

  constructor(pool: pg.Pool, scope: AsyncLocalStorage<Scope | null>, onConnected: OnConnected | undefined) {
    super({ pool });
    this.#driver = () => new ScopedDriver(pool, scope, onConnected);
  }

  override createDriver(): PostgresDriver {
    return this.#driver();
  }
}
