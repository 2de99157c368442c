import pg from 'pg';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { ignoreCodes, lostRace } from '../database-codes.ts';
import { embeddedOwnerUrl } from './start.ts';

/**
 * Makes the database in the Postgres that runs on `dataDir` unless it is there, and returns its owner's address. The
 * other databases of that server let in nobody but the superuser. Throws a StartupError.
 */
export async function ensureEmbeddedDatabase(dataDir: string): Promise<string> {
  const [url, serverUrl] = [embeddedOwnerUrl(dataDir), embeddedOwnerUrl(dataDir, 'postgres')];
  if (!url || !serverUrl) throw new StartupError('The server is just starting or stopping. Try again in a moment.');
  const client = new pg.Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from pg_database where datname = 'medsync'`);
    // the command line may do the same right now
    if (!rowCount) await client.query('create database medsync').catch(ignoreCodes(...lostRace));
    const { rowCount: open } = await client.query(`select from pg_database where datname in ('postgres', 'template1') and has_database_privilege('public', oid, 'connect')`);
    if (open) await client.query('revoke connect on database postgres, template1 from public').catch(ignoreCodes(...lostRace));
  } catch (error) {
    throw new StartupError(`The database in ${dataDir} cannot be used (${reasonOf(error)}). Restore it from a backup, or set DATA_DIR to another directory.`);
  } finally {
    await client.end();
  }
  return url;
}
