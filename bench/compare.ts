import { randomBytes } from 'node:crypto';
import { createDatabase } from '../server/db/database.ts';
import { ensureSigningKey, loadSigningKeys } from '../server/features/auth/signing-keys.ts';
import { moveIn } from './move-in.ts';
import { startServerProcess } from './server-process.ts';
import { systems, type SystemName } from './systems.ts';
import type { Mode, Outcome, Workload } from './workload.ts';

/** One measurement of one system. */
export interface Run extends Outcome {
  workload: string;
  system: SystemName;
  repetition: number;
}

export interface CompareOptions {
  /** A prepared database, the superuser's address: MedSync works in it, and the peers' tables lie beside. */
  databaseUrl: string;
  workloads: readonly Workload[];
  names: readonly SystemName[];
  repetitions: number;
  mode: Mode;
  onRun(run: Run): void;
}

/** Measures every system at every workload, one after the other and in alternating order, each time in a new process. */
export async function compare({ databaseUrl, workloads, names, repetitions, mode, onRun }: CompareOptions): Promise<void> {
  const secretKey = randomBytes(32);
  await ensureSigningKey(databaseUrl, secretKey);
  const db = createDatabase({ url: databaseUrl, poolSize: 2, onConnectionError: () => undefined });
  try {
    const keys = await loadSigningKeys(db, secretKey);
    for (const workload of workloads) {
      const tenant = await moveIn(db, keys, workload.shape(mode));
      const compared = names.filter((name) => workload.systems?.includes(name) ?? true);
      for (let repetition = 1; repetition <= repetitions; repetition += 1) {
        for (const name of inTurn(compared, repetition)) {
          const server = await startServerProcess({
            system: name,
            databaseUrl,
            port: 0,
            secretKey: secretKey.toString('base64'),
            publicJwk: keys.jwks.keys[0]!,
          });
          try {
            const outcome = await workload.run({ system: systems[name], server, tenant, databaseUrl }, mode);
            onRun({ workload: workload.name, system: name, repetition, ...outcome });
          } finally {
            await server.stop();
          }
        }
      }
    }
  } finally {
    await db.close();
  }
}

/** Forwards, then backwards: whoever comes first at one time comes last at the next. */
const inTurn = <T>(all: readonly T[], repetition: number): readonly T[] => (repetition % 2 === 1 ? all : all.toReversed());
