import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readPostmaster } from '../../server/db/embedded/orphan.ts';
import { ensureEmbeddedDatabase } from '../../server/db/embedded/database.ts';
import { embeddedOwnerUrl, startEmbeddedPostgres } from '../../server/db/embedded/start.ts';
import { prepareDatabase } from '../../server/db/prepare.ts';
import { runAsSuperuser } from '../../server/testing/superuser.ts';
import { createTestLogin } from '../../server/testing/test-login.ts';
import { openLinks, type Links } from './links.ts';

/** A durable Postgres that can be killed, behind an address that stays. */
export interface Database extends AsyncDisposable {
  /** The superuser's, past the links: always whole. */
  directUrl(): string;
  /** With the nodes' login and over the links, as they reach it. */
  readonly url: string;
  readonly links: Links;
  /** Ends it as a crash does, and starts it again after a while. */
  killAndRestart(downFor: number): Promise<void>;
  /** Ends about this share of the nodes' connections from the server's side. */
  endBackends(share: number): Promise<void>;
}

export async function startDatabase(random: () => number): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'medsync faults '));
  const directory = join(dataDir, 'postgres');
  const start = () => startEmbeddedPostgres({ dataDir, durable: true, listenOn: 'tcp', onUnexpectedExit: () => undefined });
  let postgres = await start();
  let directUrl = await ensureEmbeddedDatabase(dataDir);
  await prepareDatabase(directUrl);
  const url = new URL(await createTestLogin(directUrl));
  const links = await openLinks({ targets: () => [Number(new URL(directUrl).port)], random });
  url.port = String(links.port);
  return {
    directUrl: () => directUrl,
    url: url.href,
    links,
    async killAndRestart(downFor) {
      process.kill(readPostmaster(directory)!.pid, 'SIGKILL');
      await delay(downFor);
      postgres = await start();
      directUrl = embeddedOwnerUrl(dataDir)!;
    },
    async endBackends(share) {
      await runAsSuperuser(
        directUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'medsync' and random() < $1`,
        [share],
      );
    },
    async [Symbol.asyncDispose]() {
      await links[Symbol.asyncDispose]();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
