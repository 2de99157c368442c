import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabase } from '../server/db/database.ts';
import { ensureSigningKey } from '../server/features/auth/signing-keys.ts';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';
import { chatRooms, type ChatRoomsResult } from './chat-rooms.ts';
import { moveIn } from './move-in.ts';
import { startServerProcess } from './server-process.ts';

/**
 * `npm run bench`: rooms full of people who write and read at once, over real sockets and a durable Postgres. Server,
 * load and database are processes of their own on this machine.
 */
const { values: options } = parseArgs({
  options: {
    rooms: { type: 'string', default: '20' },
    members: { type: 'string', default: '10' },
    sends: { type: 'string', default: '4000' },
    'in-flight': { type: 'string', default: '64' },
    repeat: { type: 'string', default: '3' },
  },
});

const percentile = (sorted: number[], p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;

function report(run: number, result: ChatRoomsResult, cpuMicros: number): void {
  const sorted = result.latencies.toSorted((a, b) => a - b);
  const line = {
    run,
    'sends/s': Math.round(result.sends / result.seconds),
    'deliveries/s': Math.round(result.deliveries / result.seconds),
    'p50 ms': Number(percentile(sorted, 0.5).toFixed(1)),
    'p99 ms': Number(percentile(sorted, 0.99).toFixed(1)),
    'server CPU s / 10,000 deliveries': Number(((cpuMicros / 1e6 / result.deliveries) * 10_000).toFixed(2)),
    faults: result.faults.length,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const postgres = await startTemporaryPostgres({ durable: true });
let failed = false;
try {
  const secretKey = randomBytes(32);
  await ensureSigningKey(postgres.url, secretKey);
  const db = createDatabase({ url: postgres.url, poolSize: 2, onConnectionError: () => undefined });
  const server = await startServerProcess({ databaseUrl: postgres.url, secretKey: secretKey.toString('base64') });
  process.stdout.write(
    `${options.rooms} rooms × ${options.members} members, ${options['in-flight']} sends in flight, persisted; ` +
      `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`,
  );

  const members = await moveIn(db, server.url, secretKey, { rooms: Number(options.rooms), membersPerRoom: Number(options.members) });
  const load = { sends: Number(options.sends), inFlight: Number(options['in-flight']) };
  for (let run = 1; run <= Number(options.repeat); run += 1) {
    const sockets = await members();
    const before = await server.usage();
    const result = await chatRooms(sockets, load);
    const { cpuMicros } = await server.usage();
    report(run, result, cpuMicros - before.cpuMicros);
    failed ||= result.faults.length > 0;
    await Promise.all(sockets.map(({ socket }) => socket.close()));
  }
  await server.stop();
  await db.close();
} finally {
  await postgres.stop();
}
if (failed) process.exit(1);
