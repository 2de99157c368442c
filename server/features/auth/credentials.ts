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
  const accounts = await db.withSignIn(email, (trx) =>
    trx
      .selectFrom('user_account')
      .select(['tenant_id as tenantId', 'id as userId', 'password_hash', 'disabled_at'])
      .where('email', '=', email)
      .orderBy('created_at')
      .limit(limits.auth.accountsPerEmail)
      .execute(),
  );
  const verified = await Promise.all(
    (accounts.length > 0 ? accounts : [null]).map((account) => verify(account?.password_hash ?? null, password)),
  );
  const match = accounts.find(({ disabled_at }, index) => verified[index] && disabled_at === null);
  return { match: match ?? null, named: accounts };
}
