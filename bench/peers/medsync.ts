import { startApp } from '../../server/app.ts';
import { createLogger } from '../../server/logger.ts';
import type { Peer } from './peer.ts';

/** Nobody's rate of writing is what is measured; the other limits stand as they are. */
const rates = { writes: { perSecond: 10_000, burst: 100_000 }, requestsPerMinute: 1_000_000 };

export function startMedSync({ databaseUrl, port, secretKey }: { databaseUrl: string; port: number; secretKey: string }): Promise<Peer> {
  return startApp({
    databaseUrl,
    secretKey: Buffer.from(secretKey, 'base64'),
    host: '127.0.0.1',
    port,
    publicOrigins: [],
    webRoot: null,
    demoPeople: null,
    rates,
    logger: createLogger('silent'),
  });
}
