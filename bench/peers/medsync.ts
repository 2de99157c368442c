import { startApp } from '../../server/app.ts';
import { createLogger } from '../../server/logger.ts';
import { rates } from '../rates.ts';
import type { Peer } from './peer.ts';

export function startMedSync({ loginUrl, port, secretKey }: { loginUrl: string; port: number; secretKey: string }): Promise<Peer> {
  return startApp({
    databaseUrl: loginUrl,
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
