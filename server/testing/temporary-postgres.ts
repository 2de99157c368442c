import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEmbeddedDatabase } from '../db/embedded/database.ts';
import { startEmbeddedPostgres } from '../db/embedded/start.ts';
import { prepareDatabase } from '../db/prepare.ts';

export interface TemporaryPostgres {
  /** The superuser's. Its database `medsync` is migrated and empty: what `copyDatabase` makes copies of. */
  url: string;
  stop(): Promise<void>;
}

/** A Postgres for one run, prepared, and gone with its data when stopped. With `durable` what it commits is on the disk. */
export async function startTemporaryPostgres({ durable = false } = {}): Promise<TemporaryPostgres> {
  // the space is on purpose: whatever runs below such a path has to bear it
  const dataDir = mkdtempSync(join(tmpdir(), 'medsync test '));
  const postgres = await startEmbeddedPostgres({ dataDir, durable, onUnexpectedExit: () => undefined });
  async function stop(): Promise<void> {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  try {
    const url = await ensureEmbeddedDatabase(dataDir);
    await prepareDatabase(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
