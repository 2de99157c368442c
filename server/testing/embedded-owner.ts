import { claimDataDirectory } from '../startup/data-directory.ts';
import { ensureEmbeddedDatabase } from '../db/embedded/database.ts';
import { startEmbeddedPostgres } from '../db/embedded/start.ts';

/** A process that runs the embedded database on the directory of its argument until it is killed; prints the address. */
const dataDir = process.argv[2]!;
process.on('exit', claimDataDirectory(dataDir));
await startEmbeddedPostgres({ dataDir, onUnexpectedExit: () => process.exit(1) });
process.stdout.write(`${await ensureEmbeddedDatabase(dataDir)}\n`);
setInterval(() => undefined, 60_000);
