import type { JWK } from 'jose';
import type { Peer } from './peers/peer.ts';
import type { SystemName } from './systems.ts';

export interface ServerOptions {
  system: SystemName;
  /** The owner's: the peers make tables of their own. */
  databaseUrl: string;
  /** What MedSync connects with. */
  loginUrl: string;
  /** 0 takes any free port. */
  port: number;
  /** In base64. */
  secretKey: string;
  publicJwk: JWK;
  /** MedSync only. */
  asShipped?: { webRoot: string };
}

/** What the parent asks, and what it is answered. */
export type Question = 'usage' | 'usage when idle' | 'stop';
export interface Usage {
  cpuMicros: number;
  rssBytes: number;
}

/** The system under load, as a process of its own: its address goes to the parent, its use of the machine on request. */
const options = JSON.parse(process.argv[2]!) as ServerOptions;

/** Only the one that runs is loaded: what the others would occupy is not its memory. */
async function start(): Promise<Peer> {
  switch (options.system) {
    case 'raw-ws':
      return (await import('./peers/raw-ws.ts')).startRawWs(options);
    case 'socket-io':
      return (await import('./peers/socket-io.ts')).startSocketIo(options);
    case 'documented-trpc':
      return (await import('./peers/documented-trpc.ts')).startDocumentedTrpc(options);
    case 'medsync':
      return (await import('./peers/medsync.ts')).startMedSync(options);
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() };
}

const running = await start();
process.on('message', (question: Question) => {
  if (question === 'stop') return void running.stop().then(() => process.exit(0));
  // what is garbage already says nothing about what a connection costs
  if (question === 'usage when idle') globalThis.gc!();
  process.send!(usage());
});
// nobody is left to ask or to stop it
process.on('disconnect', () => process.exit(1));
process.send!({ url: running.url });
