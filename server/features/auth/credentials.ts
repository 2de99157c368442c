import { limits } from '../../../shared/limits.ts';
import type { Database } from '../../db/database.ts';
import type { verifyPassword } from './passwords.ts';

export interface Account {
  tenantId: string;
  userId: string;
}

interface CredentialCheck {
  /** The account that may sign in, or null. */
  match: Account | null;
  /** Every account with this e-mail, whether or not it may sign in. */
  named: Account[];
}

/**
 * Finds who may sign in. An unknown account, a disabled one and a wrong password cost the same:
 * a password is always verified. When several tenants know the e-mail, the password tells which is meant.
 */
export async function checkCredentials(
  db: Database,
  verify: typeof verifyPassword,
  { email, password }: { email: string; password: string },
): Promise<CredentialCheck> {
  const named = await db.withSignIn(email, (trx) =>
    trx
      .selectFrom('sign_in_address')
      .select(['tenant_id as tenantId', 'user_id as userId'])
      .where('email', '=', email)
      .orderBy('user_id')
      .limit(limits.auth.accountsPerEmail)
      .execute(),
  );
  const accounts = (await Promise.all((named.length > 0 ? named : [nobody]).map((account) => readAccount(db, account)))).filter((account) => account !== undefined);
  const verified = await Promise.all(
    (accounts.length > 0 ? accounts : [null]).map((account) => verify(account?.password_hash ?? null, password)),
  );
  const match = accounts.find(({ disabled_at }, index) => verified[index] && disabled_at === null);
  return { match: match ?? null, named: accounts };
}

/** Nobody's ids: where there is no account, one is looked for all the same. */
const nobody: Account = { tenantId: '00000000-0000-0000-0000-000000000000', userId: '00000000-0000-0000-0000-000000000000' };

const readAccount = (db: Database, { tenantId, userId }: Account) =>
  db.withTenant(tenantId, (trx) =>
    trx
      .selectFrom('user_account')
      .select(['tenant_id as tenantId', 'id as userId', 'password_hash', 'disabled_at'])
      .where('id', '=', userId)
      .executeTakeFirst(),
  );
