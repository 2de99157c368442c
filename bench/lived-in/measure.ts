import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { appRole } from '../../server/db/database.ts';
import { startAppOn } from '../../server/testing/app-on-database.ts';
import { createTestLogin } from '../../server/testing/test-login.ts';
import { limits } from '../../shared/limits.ts';
import { rates } from '../rates.ts';
import { keyOf } from './cluster.ts';
import type { House, Place } from './house.ts';
import { clinicPages, pharmacyPages } from './tour/page-steps.ts';
import { openStage } from './tour/stage.ts';
import type { Step } from './tour/step.ts';
import { stepsInClinic, stepsInPharmacy } from './tour/steps.ts';

/** What one call costs, in the middle of several. */
export interface Cost {
  /** Milliseconds until the client has the answer, and of the database's work. */
  client: number;
  database: number;
  /** Pages of 8 kB that the database looked at. */
  blocks: number;
}

export interface Measured extends Pick<Step, 'what' | 'bound'> {
  /** Where: in a pharmacy, or in a clinic. */
  place: 'pharmacy' | 'clinic';
  cost: Cost | null;
  /** Why there is no cost. */
  failed?: string;
}

interface Options {
  databaseUrl: string;
  pharmacy: Place;
  clinic: Place;
  /** Whose calls come first on the same connections. */
  before?: House;
  only?: RegExp;
  onMeasured(measured: Measured): void;
}

/** Calls before it is measured: a statement gets its name, and the database its plan for it. */
const warmUp = 8;
const times = 7;
const never = 3_600_000;

/** Does everything that screens do, on an app of its own, and says what each call costs. */
export async function measureSteps({ databaseUrl, pharmacy, clinic, before, only, onMeasured }: Options): Promise<Measured[]> {
  const app = await startAppOn({ url: databaseUrl, loginUrl: await createTestLogin(databaseUrl), drop: async () => undefined }, { secretKey: keyOf(databaseUrl), rates, pollEvery: never, escalation: { lookEvery: never } });
  const counter = await openCounter(databaseUrl);
  try {
    const stepsOf = async (kind: 'pharmacy' | 'clinic', place: Place): Promise<Step[]> => {
      const stage = await openStage(app, place, kind);
      const steps = kind === 'pharmacy' ? [...stepsInPharmacy(stage), ...pharmacyPages(stage)] : [...stepsInClinic(stage, place), ...clinicPages(stage)];
      return steps.filter(({ what }) => !only || only.test(what));
    };
    if (before) for (const step of [...(await stepsOf('pharmacy', before.pharmacies[0]!)), ...(await stepsOf('clinic', before.otherClinic))]) if (!step.toAll) await repeat(step, warmUp);
    const measured: Measured[] = [];
    for (const [kind, place] of Object.entries({ pharmacy, clinic }) as ['pharmacy' | 'clinic', Place][])
      for (const step of await stepsOf(kind, place)) {
        measured.push({ what: step.what, bound: step.bound, place: kind, ...(await measure(step, counter)) });
        onMeasured(measured.at(-1)!);
      }
    return measured;
  } finally {
    await counter.close();
    await app[Symbol.asyncDispose]();
  }
}

async function repeat(step: Step, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await (await step.prepare())();
}

async function measure(step: Step, counter: Counter): Promise<{ cost: Cost | null; failed?: string }> {
  const costs: Cost[] = [];
  try {
    if (!step.toAll) await repeat(step, warmUp);
    for (let n = 0; n < (step.toAll ? 1 : times); n += 1) {
      const call = await step.prepare();
      if (step.bound === 'a send') await quiet(counter);
      await counter.reset();
      const since = performance.now();
      await call();
      costs.push({ client: performance.now() - since, ...(await counter.read()) });
    }
  } catch (error) {
    return { cost: null, failed: error instanceof Error ? error.message : String(error) };
  }
  const middle = (key: keyof Cost): number => costs.map((cost) => cost[key]).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)]!;
  return { cost: { client: middle('client'), database: middle('database'), blocks: middle('blocks') } };
}

/** People are told of a send a moment later, in a transaction of its own: what that costs is not the next send's. Resolves when nothing was done for a while. */
async function quiet(counter: Counter): Promise<void> {
  for (let known = -1; ; ) {
    const { blocks } = await counter.read();
    if (blocks === known) return;
    known = blocks;
    await setTimeout(2 * limits.notifications.messages.gatherFor);
  }
}

interface Counter {
  reset(): Promise<void>;
  read(): Promise<Omit<Cost, 'client'>>;
  close(): Promise<void>;
}

async function openCounter(databaseUrl: string): Promise<Counter> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    reset: async () => void (await client.query('select pg_stat_statements_reset()')),
    async read() {
      const { rows } = await client.query<{ database: number; blocks: number }>(
        `select coalesce(sum(total_exec_time + total_plan_time), 0)::float8 as database, coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 as blocks
         from pg_stat_statements where userid = $1::regrole and dbid = (select oid from pg_database where datname = current_database())`,
        [appRole],
      );
      return rows[0]!;
    },
    close: () => client.end(),
  };
}
