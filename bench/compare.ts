import { createDatabase } from '../server/db/database.ts';
import { ensureSigningKey, loadSigningKeys } from '../server/features/auth/signing-keys.ts';
import { createTestLogin } from '../server/testing/test-login.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { moveIn, type Tenant } from './move-in.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import type { Stage } from './stage.ts';
import { systems, type SystemName } from './systems.ts';
import { noFindings, type Mode, type Outcome, type Workload } from './workload.ts';

/** One measurement of one system. */
export interface Run extends Outcome {
  /** Why there are no measures: it could not do the work, or not in time. */
  failed?: string;
  workload: string;
  system: SystemName;
  repetition: number;
}

export interface CompareOptions {
  /** A prepared database, the superuser's address: MedSync works in it, and the peers' tables lie beside. */
  databaseUrl: string;
  /** 32 bytes, always the same for one database. */
  secretKey: Buffer;
  workloads: readonly Workload[];
  names: readonly SystemName[];
  repetitions: number;
  mode: Mode;
  onRun(run: Run): void;
}

const longest = 5 * 60_000;

/**
 * Measures every system at every workload, one after the other and in alternating order, each time in a new process; a
 * quick run keeps its processes, because it measures nothing.
 */
export async function compare({ databaseUrl, secretKey, workloads, names, repetitions, mode, onRun }: CompareOptions): Promise<void> {
  await ensureSigningKey(databaseUrl, secretKey);
  const loginUrl = await createTestLogin(databaseUrl);
  const db = createDatabase({ url: loginUrl, poolSize: 2, onConnectionError: () => undefined });
  let network = 0;
  const running = new Map<SystemName, ServerProcess>();
  try {
    const keys = await loadSigningKeys(db, secretKey);
    const base = { databaseUrl, loginUrl, port: 0, secretKey: secretKey.toString('base64'), publicJwk: keys.jwks.keys[0]! };

    async function measure(workload: Workload, tenant: Tenant, name: SystemName): Promise<Outcome & { failed?: string }> {
      const server = running.get(name) ?? (await startServerProcess({ ...base, system: name }));
      running.set(name, server);
      network = (network % 250) + 1;
      const { tenantId } = tenant;
      const stage: Stage = { system: systems[name], server, tenantId, people: await tenant.signIn(), databaseUrl, network };
      try {
        const outcome = await inTime(workload.run(stage, mode));
        if (mode === 'quick') return outcome;
        running.delete(name);
        await server.stop();
        return outcome;
      } catch (error) {
        running.delete(name);
        await server.kill();
        return { failed: String(error), measures: {}, findings: noFindings };
      }
    }

    for (const workload of workloads) {
      const tenant = await moveIn(db, keys, workload.shape(mode));
      // what autovacuum happens to have looked at by now must not decide: a workload is the same alone and after others
      await runAsSuperuser(databaseUrl, 'vacuum (analyze)');
      const compared = names.filter((name) => workload.systems?.includes(name) ?? true);
      for (let repetition = 1; repetition <= repetitions; repetition += 1)
        for (const name of inTurn(compared, repetition))
          onRun({ workload: workload.name, system: name, repetition, ...(await measure(workload, tenant, name)) });
    }
  } finally {
    await Promise.all(running.values().map((server) => server.stop()));
    await db.close();
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error(`Not done after ${longest / 60_000} minutes.`)), longest);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(late);
  }
}

/** Forwards, then backwards: whoever comes first at one time comes last at the next. */
const inTurn = <T>(all: readonly T[], repetition: number): readonly T[] => (repetition % 2 === 1 ? all : all.toReversed());
