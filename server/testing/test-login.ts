import pg from 'pg';
import { ensureLogin, withLogin } from '../db/login.ts';
import { closeToPublic } from '../db/public-rights.ts';

/** A login for nodes of the prepared database, as `npm start` makes one, under a name of its own. Returns its address. */
export async function createTestLogin(ownerUrl: string): Promise<string> {
  const database = new URL(ownerUrl).pathname.slice(1);
  const login = { name: `${database}_login`, password: 'test' };
  const url = withLogin(ownerUrl, database, login);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await closeToPublic(owner);
    await ensureLogin(owner, login, url);
  } finally {
    await owner.end();
  }
  return url;
}
