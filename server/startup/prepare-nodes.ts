import pg from 'pg';
import { systemClock } from '../clock.ts';
import { appRole, createDatabase } from '../db/database.ts';
import { ensureEmbeddedDatabase } from '../db/embedded/database.ts';
import { excessOf } from '../db/excess.ts';
import { connectWithin, ensureLogin, loginName, requireNone, withLogin, type Login } from '../db/login.ts';
import { isCurrent } from '../db/migrate.ts';
import { needed, prepareDatabase, requireUsableServer } from '../db/prepare.ts';
import { seedDemo } from '../db/seed/seed-demo.ts';
import { loginPassword } from '../features/auth/secret-key.ts';
import { ensureSigningKey } from '../features/auth/signing-keys.ts';
import { refuseDemoPeople } from './demo-people.ts';
import { reasonOf, StartupError } from './startup-error.ts';

export interface Preparation {
  /** The configured database's owner or a login for nodes; null for the embedded one, which runs on `dataDir`. */
  databaseUrl: string | null;
  /** The owner, where `databaseUrl` is a login. */
  ownerUrl: string | null;
  dataDir: string;
  secretKey: Uint8Array;
  demo: boolean;
}

export interface Prepared {
  /** What nodes connect with: a login that owns nothing. */
  databaseUrl: string;
  login: string;
  /** Nobody can sign in yet, as far as the owner sees. */
  empty: boolean;
}

/**
 * Makes everything ready that nodes need and may not make themselves: the schema, the signing key, their login, the demo.
 * Without the owner's credentials it only looks whether all is there. Throws a StartupError.
 */
export async function prepareNodes({ databaseUrl, ownerUrl, dataDir, secretKey, demo }: Preparation): Promise<Prepared> {
  const owner = ownerUrl ?? (databaseUrl === null ? await ensureEmbeddedDatabase(dataDir) : await ifOwner(databaseUrl));
  const url = owner === null ? databaseUrl! : await prepareAsOwner(owner, ownerUrl && databaseUrl, secretKey);
  const login = await requireLogin(url);
  const db = createDatabase({ url, poolSize: 1, onConnectionError: () => undefined });
  try {
    if (demo) await seedDemo(db, systemClock);
    else await refuseDemoPeople(db);
  } finally {
    await db.close();
  }
  return { databaseUrl: url, login, empty: owner !== null && !(await hasTenants(owner)) };
}

/** The address, when its user owns the database; null when it may be a login for nodes. */
const ifOwner = (databaseUrl: string): Promise<string | null> =>
  connected(databaseUrl, async (client) => {
    await requireUsableServer(client);
    const { rows } = await client.query<{ owner: boolean }>(`select pg_has_role(datdba, 'member') as owner from pg_database where datname = current_database()`);
    return rows[0]!.owner ? databaseUrl : null;
  });

/** Returns the address with the login of the nodes: that of `givenUrl`, or one of our own. */
async function prepareAsOwner(ownerUrl: string, givenUrl: string | null, secretKey: Uint8Array): Promise<string> {
  await prepareDatabase(ownerUrl);
  // before the login: a node with another key stops here and changes no password
  await ensureSigningKey(ownerUrl, secretKey);
  return await connected(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ database: string }>('select current_database() as database');
    const { database } = rows[0]!;
    const login = givenUrl ? loginOf(givenUrl) : { name: loginName(database), password: loginPassword(secretKey, database) };
    const url = givenUrl ?? withLogin(ownerUrl, database, login);
    await ensureLogin(owner, login, url).catch((error: unknown) => {
      if (error instanceof StartupError) throw error;
      throw new StartupError(`The login of the nodes, ${login.name}, could not be made (${reasonOf(error)}). ${needed}`, { cause: error });
    });
    return url;
  });
}

function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  if (!username) throw new StartupError('DATABASE_URL names no user. With DATABASE_OWNER_URL set it has to name the login of the nodes.');
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) || null };
}

/** Returns the login's name; throws a StartupError when it may do too much, or the schema is not what this version needs. */
async function requireLogin(url: string): Promise<string> {
  return await connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select session_user as name');
    const { name } = rows[0]!;
    requireNone(await excessOf(client, name));
    await client.query(`set role ${appRole}`).catch((error: unknown) => {
      throw new StartupError(`The user of DATABASE_URL, ${name}, neither owns the database nor may work as ${appRole} (${reasonOf(error)}). Set DATABASE_URL to the owner, or run "npm run migrate" with the owner in DATABASE_OWNER_URL.`);
    });
    if (!(await isCurrent(client)))
      throw new StartupError('The database is not prepared for this version, and DATABASE_URL is a login that may not do it. Run "npm run migrate" with the owner in DATABASE_OWNER_URL.');
    return name;
  });
}

const hasTenants = (ownerUrl: string): Promise<boolean> =>
  connected(ownerUrl, async (client) => ((await client.query('select from tenant limit 1')).rowCount ?? 0) > 0);

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectWithin, application_name: 'medsync-preparation' });
  // an unheard `error` would end the process; the query that it interrupts rejects anyway
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw new StartupError(`The database cannot be reached (${reasonOf(error)}). Check DATABASE_URL, and that Postgres runs and lets this machine and this user in.`);
    });
    return await work(client);
  } finally {
    await client.end();
  }
}
