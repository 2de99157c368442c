import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Role } from '../../../shared/roles.ts';
import { systemClock } from '../../clock.ts';
import { createDatabase } from '../../db/database.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import { createTestDatabase } from '../../testing/postgres-database.ts';
import type { Caller } from '../../transport/context.ts';
import { createDenialLog } from '../audit/denial-log.ts';
import { createAuthenticate } from './authenticate.ts';
import { createAuthCommands } from './commands.ts';
import type { Grant } from './grant.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { ensureSigningKey, loadSigningKeys } from './signing-keys.ts';
import { createSignInGuards } from './sign-in-guards.ts';
import type { SignInGrant, SignInPlace } from './sign-in.ts';
import { createAccessTokens } from './tokens.ts';

export const password = 'medsync-test';
export const laptop: SignInPlace = { address: '10.0.0.1', userAgent: 'Laptop', device: null };

interface Person {
  email: string;
  role?: Role;
  disabled?: boolean;
  passwordHash?: string;
}

/** For tests: everything of signing in, on a database of its own. */
export async function startAuth() {
  const testDatabase = await createTestDatabase();
  const superuser = new pg.Client({ connectionString: testDatabase.url });
  await superuser.connect();
  const secretKey = randomBytes(32);
  await ensureSigningKey(testDatabase.url, secretKey);
  const db = createDatabase({ url: testDatabase.loginUrl, onConnectionError: () => undefined });

  const bus = createLocalBus();
  const faults: unknown[] = [];
  /** The hashes that passwords were compared with. */
  const verified: (string | null)[] = [];
  const tokens = createAccessTokens({
    keys: await loadSigningKeys(db, secretKey),
    accessTokenSeconds: limits.auth.accessTokenSeconds,
    clock: systemClock,
  });
  /** The machine's clock, with what a test adds to it. */
  const clock = { ahead: 0, now: () => systemClock.now() + clock.ahead };
  const denials = createDenialLog({ db, clock, onFault: (error) => faults.push(error) });
  const commands = createAuthCommands({
    db,
    bus,
    tokens,
    refreshTokens: createRefreshTokens(secretKey),
    ...createSignInGuards(secretKey, clock),
    denials,
    onAttempt: () => undefined,
    verify: (hash, plain) => {
      verified.push(hash);
      return verifyPassword(hash, plain);
    },
  });
  const usualHash = await hashPassword(password);

  return {
    url: testDatabase.url,
    secretKey,
    db,
    bus,
    faults,
    verified,
    tokens,
    commands,
    denials,
    authenticate: createAuthenticate({ db, tokens }),

    /** Runs SQL past row-level security. */
    query: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await superuser.query<Record<string, unknown>>(text, values)).rows,

    async addTenant(name: string): Promise<string> {
      const tenantId = newId();
      await superuser.query(`insert into tenant (tenant_id, name, kind) values ($1, $2, 'pharmacy')`, [tenantId, name]);
      return tenantId;
    },

    async addUser(tenantId: string, { email, role = 'pharmacist', disabled = false, passwordHash = usualHash }: Person) {
      const id = newId();
      await superuser.query(
        `insert into user_account (tenant_id, id, email, name, role, password_hash, disabled_at)
         values ($1, $2, $3, $4, $5, $6, case when $7 then now() end)`,
        [tenantId, id, email, `Name of ${email}`, role, passwordHash, disabled],
      );
      return id;
    },

    /** Turns the clock by which attempts to sign in are counted. */
    pass: (milliseconds: number) => void (clock.ahead += milliseconds),

    login: (email: string, from = laptop): Promise<SignInGrant> => commands.login({ email, password }, from),

    callerOf: async ({ signedIn }: Grant): Promise<Caller> => (await tokens.verify(signedIn.accessToken)).caller,

    async [Symbol.asyncDispose]() {
      await denials.stop();
      await db.close();
      await superuser.end();
      await testDatabase.drop();
    },
  };
}

export type AuthFixture = Awaited<ReturnType<typeof startAuth>>;
