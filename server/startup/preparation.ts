import { text } from 'node:stream/consumers';
import { prepareNodes, type Preparation } from './prepare-nodes.ts';
import { reasonOf, StartupError } from './startup-error.ts';

/** Prepares the database as standard input says, writes what came of it to standard output, and ends: with it go the owner's credentials. */
try {
  const { secretKey, ...asked } = JSON.parse(await text(process.stdin)) as Omit<Preparation, 'secretKey'> & { secretKey: string };
  process.stdout.write(JSON.stringify(await prepareNodes({ ...asked, secretKey: Buffer.from(secretKey, 'base64') })));
} catch (error) {
  process.stderr.write(error instanceof StartupError ? error.message : `MedSync could not start: ${reasonOf(error)}`);
  process.exitCode = 1;
}
