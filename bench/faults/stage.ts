import { randomBytes } from 'node:crypto';
import { createDatabase } from '../../server/db/database.ts';
import { ensureSigningKey, loadSigningKeys } from '../../server/features/auth/signing-keys.ts';
import { freePort } from '../../server/startup/free-port.ts';
import { startTestRedis, type TestRedis } from '../../server/testing/redis.ts';
import { createCalls, type Calls } from './calls.ts';
import { openClinic, type Clinic } from './clinic.ts';
import { startDatabase, type Database } from './database.ts';
import { openLinks, type Links } from './links.ts';
import { startNode, type NodeProcess } from './node-process.ts';
import type { PlantedFault } from './planted.ts';

export interface Shape {
  nodes: number;
  rooms: number;
  staffPerRoom: number;
}

/** Everything that runs: nodes behind a balancer, their database and their Redis, and the people of a pharmacy. */
export interface Stage extends AsyncDisposable {
  readonly url: string;
  readonly nodes: readonly NodeProcess[];
  readonly links: Links;
  readonly database: Database;
  readonly redis: TestRedis;
  readonly clinic: Clinic;
  readonly calls: Calls;
}

export async function setStage({ nodes: count, ...shape }: Shape, planted: PlantedFault | null, random: () => number): Promise<Stage> {
  const running = new AsyncDisposableStack();
  try {
    const database = running.use(await startDatabase(random));
    const redis = running.use(await startTestRedis());
    const secretKey = randomBytes(32);
    await ensureSigningKey(database.directUrl(), secretKey);
    const db = createDatabase({ url: database.directUrl(), poolSize: 2, onConnectionError: () => undefined });
    const clinic = await openClinic(db, await loadSigningKeys(db, secretKey), shape);
    await db.close();

    const base = { databaseUrl: database.url, redisAddress: redis.address, secretKey: secretKey.toString('base64'), planted };
    const nodes = await Promise.all(Array.from({ length: count }, async () => startNode({ ...base, port: await freePort() })));
    running.defer(async () => void (await Promise.all(nodes.map((node) => node.kill()))));
    const targets = () => nodes.filter(({ ready }) => ready).map(({ port }) => port);
    const links = running.use(await openLinks({ targets, random, manyAddresses: true }));
    const url = `http://127.0.0.1:${links.port}`;
    return { url, nodes, links, database, redis, clinic, calls: createCalls(url), [Symbol.asyncDispose]: () => running.disposeAsync() };
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}
