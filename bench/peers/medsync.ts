import { startApp } from '../../server/app.ts';
import { createLogger } from '../../server/logger.ts';
import { rates } from '../rates.ts';
import type { Peer } from './peer.ts';

export interface MedSyncOptions {
  loginUrl: string;
  port: number;
  secretKey: string;
  /** With the limits of the product, and with this web app: as everybody runs it. */
  asShipped?: { webRoot: string };
}

export function startMedSync({ loginUrl, port, secretKey, asShipped }: MedSyncOptions): Promise<Peer> {
  return startApp({
    databaseUrl: loginUrl,
    secretKey: Buffer.from(secretKey, 'base64'),
    host: '127.0.0.1',
    port,
    publicOrigins: [],
    webRoot: asShipped?.webRoot ?? null,
    demoPeople: null,
    ...(!asShipped && { rates }),
    logger: createLogger('silent'),
  });
}
