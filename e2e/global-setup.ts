import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/db/embedded/start.ts';
import { prepareDatabase } from '../server/db/prepare.ts';
import { buildWeb } from '../server/startup/web-build.ts';

/** One Postgres and one build of the web app for the whole run; each worker starts its own app on a database of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'medsync e2e '));
  const building = buildWeb(new AbortController().signal);
  building.catch(() => undefined);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, onUnexpectedExit: () => undefined });
  async function teardown(): Promise<void> {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  try {
    await prepareDatabase(postgres.url);
    process.env['E2E_POSTGRES_URL'] = postgres.url;
    process.env['E2E_WEB_ROOT'] = await building;
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
