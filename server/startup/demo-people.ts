import type { Database } from '../db/database.ts';
import { listDemoPeople } from '../features/admin/queries.ts';
import { StartupError } from './startup-error.ts';

/** Throws a StartupError when somebody could sign in with the password of the demo, which everybody knows. */
export async function refuseDemoPeople(db: Database): Promise<void> {
  const [email] = await listDemoPeople(db);
  if (!email) return;
  throw new StartupError(
    `The data is a demo's: ${email} signs in with a password that everybody knows. Disable such people with "npm run admin -- disable-demo", set DATA_DIR or DATABASE_URL to other data, or set DEMO=on.`,
  );
}
