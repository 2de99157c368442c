import { startApp } from '../../server/app.ts';
import { createLogger } from '../../server/logger.ts';
import { rates } from '../rates.ts';
import { accessTokenSeconds } from './clinic.ts';
import type { PlantedFault } from './planted.ts';

export interface NodeOptions {
  databaseUrl: string;
  redisAddress: string;
  /** In base64. */
  secretKey: string;
  port: number;
  planted: PlantedFault | null;
}

/** What is done to a node while it runs, as its process is told; stand-ins do it. */
export interface Mischief {
  /** The share of hints that do not leave. */
  hintsLost: number;
  /** Milliseconds by which the clock is ahead. */
  clockOff: number;
}

/** One node as a process of its own: the product's app, with stand-ins put in by `stand-ins.ts` before it was loaded. */
const { databaseUrl, redisAddress, secretKey, port } = JSON.parse(process.argv[2]!) as NodeOptions;

const app = await startApp({
  databaseUrl,
  redisAddresses: [redisAddress],
  secretKey: Buffer.from(secretKey, 'base64'),
  host: '127.0.0.1',
  port,
  publicOrigins: [],
  webRoot: null,
  demoPeople: null,
  accessTokenSeconds,
  rates,
  logger: createLogger('silent'),
});
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
// nobody is left to stop it
process.on('disconnect', () => process.exit(1));
process.send!('up');
