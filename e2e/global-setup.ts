import { buildWeb } from '../server/startup/web-build.ts';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';

/** One Postgres and one build of the web app for the whole run; each worker starts its own app on a database of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const webRoot = await buildWeb(new AbortController().signal);
  const postgres = await startTemporaryPostgres();
  process.env['E2E_POSTGRES_URL'] = postgres.url;
  process.env['E2E_WEB_ROOT'] = webRoot;
  return () => postgres.stop();
}
