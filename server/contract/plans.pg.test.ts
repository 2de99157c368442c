import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillHouse, moveInLate } from '../../bench/lived-in/house.ts';
import { openExplainer, type PlanFor } from '../../bench/lived-in/plans/explain.ts';
import { planExceptions } from '../../bench/lived-in/plans/exceptions.ts';
import { planFaults } from '../../bench/lived-in/plans/plan-faults.ts';
import { startRecording, type Recorded } from '../../bench/lived-in/plans/recording.ts';
import { structureOf } from '../../bench/lived-in/plans/structure.ts';
import { sizes } from '../../bench/lived-in/sizes.ts';
import { inflateStatistics, setStatistics, stopAutovacuum } from '../../bench/lived-in/statistics.ts';
import { openStage } from '../../bench/lived-in/tour/stage.ts';
import type { Step } from '../../bench/lived-in/tour/step.ts';
import { stepsInClinic, stepsInPharmacy } from '../../bench/lived-in/tour/steps.ts';
import { startAppOn } from '../testing/app-on-database.ts';
import { passwordHash } from '../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { allProcedures } from '../testing/procedures.ts';

/** Whose statements they are: the largest tenants', ordinary ones', and those of tenants that came after the statistics. */
const whose = ['largest', 'ordinary', 'unknown'] as const;
const samples = 2;

let database: TestDatabase;
const steps: Step[] = [];
const recorded = new Map<(typeof whose)[number], Recorded[]>();

beforeAll(async () => {
  database = await createTestDatabase();
  const filling = { databaseUrl: database.url, passwordHash };
  await stopAutovacuum(database.url);
  const house = await fillHouse(sizes.plans, filling);
  await setStatistics(database.url, 'analysed');
  const late = await moveInLate(filling);
  const places = {
    largest: { pharmacy: house.pharmacies.at(-1)!, clinic: house.clinic },
    ordinary: { pharmacy: house.pharmacies[0]!, clinic: house.otherClinic },
    unknown: late,
  };
  const recording = startRecording();
  const app = await startAppOn({ ...database, drop: async () => undefined });
  try {
    for (const name of whose) {
      const { pharmacy, clinic } = places[name];
      const from = recording.statements.length;
      for (const step of [
        ...stepsInPharmacy(await openStage(app, pharmacy, 'pharmacy')),
        ...stepsInClinic(await openStage(app, clinic, 'clinic'), clinic),
      ]) {
        recording.during = step.what;
        await take(step, name);
        if (name === 'largest') steps.push(step);
      }
      recorded.set(name, samplesOf(recording.statements.slice(from)));
    }
  } finally {
    recording.stop();
    await app[Symbol.asyncDispose]();
  }
}, 300_000);
afterAll(() => database?.drop());

async function take(step: Step, name: string): Promise<void> {
  try {
    await (await step.prepare())();
  } catch (cause) {
    throw new Error(`The step "${step.what}" failed for the ${name} tenant.`, { cause });
  }
}

/** A few of each text: there are as many texts as shapes of statements. */
const samplesOf = (statements: Recorded[]): Recorded[] => [...Map.groupBy(statements, ({ text }) => text).values()].flatMap((same) => same.slice(0, samples));

test('the tour calls every procedure', () => {
  expect([...new Set(steps.map(({ path }) => path))].toSorted()).toEqual(allProcedures().map(({ path }) => path).toSorted());
});

test('a statement that sorts all messages for a page of them is found, and one that reads them in the order of an index is not', async () => {
  const { scope } = recorded.get('largest')!.find(({ during }) => during === 'messages.list')!;
  const structure = await structureOf(database.url, false);
  await using explainer = await openExplainer(database.url);
  const faultsOf = async (text: string) => planFaults(await explainer.explain({ text, values: [], scope, during: '' }, 'custom', true), structure);
  expect((await faultsOf('select id from message order by content limit 50')).join()).toMatch(/reads all of (the tenant's )?message/);
  expect(await faultsOf('select id from message order by tenant_id, room_id, seq limit 50')).toEqual([]);
});

interface Finding {
  fault: string;
  text: string;
  /** For whom and how it was planned, and what was being done. */
  met: string;
}

/** What is wrong with the plans of all statements as things are now. */
async function findings(state: string, { everySize, measured }: { everySize: boolean; measured: boolean }): Promise<Finding[]> {
  const structure = await structureOf(database.url, everySize);
  const found: Finding[] = [];
  await using explainer = await openExplainer(database.url);
  for (const name of whose)
    for (const statement of recorded.get(name)!)
      for (const planFor of ['generic', 'custom'] satisfies PlanFor[])
        for (const fault of planFaults(await explainer.explain(statement, planFor, measured), structure))
          found.push({ fault, text: statement.text, met: `${state}, ${name}, ${planFor}, ${statement.during}` });
  return found;
}

const all: Finding[] = [];
const isExcepted = ({ fault, text }: Finding): boolean => planExceptions.some((exception) => exception.fault.test(fault) && exception.text.test(text));

/** One of each, so that it can be read. */
function toMend(found: Finding[]): string[] {
  all.push(...found);
  const each = Map.groupBy(found.filter((finding) => !isExcepted(finding)), ({ fault, text }) => `${fault}: ${text}`);
  return [...each].map(([what, same]) => `${what}\n  ${same.length} times, such as: ${same[0]!.met}`);
}

describe('every statement has a plan that grows with its answer and not with the past', { timeout: 300_000 }, () => {
  test('with statistics that know everyone but who came last', async () => {
    expect(toMend(await findings('analysed', { everySize: false, measured: true }))).toEqual([]);
  });

  test('on tables that are two hundred times as large', async () => {
    await inflateStatistics(database.url, 200);
    expect(toMend(await findings('large', { everySize: true, measured: false }))).toEqual([]);
  });

  test('in a database that was just restored', async () => {
    await setStatistics(database.url, 'restored');
    expect(toMend(await findings('restored', { everySize: false, measured: true }))).toEqual([]);
  });

  test('in one that was never analysed', async () => {
    await setStatistics(database.url, 'never analysed');
    expect(toMend(await findings('never analysed', { everySize: false, measured: true }))).toEqual([]);
  });

  test('each exception is still needed', () => {
    const unused = planExceptions.filter(({ fault, text }) => !all.some((finding) => fault.test(finding.fault) && text.test(finding.text)));
    expect(unused.map(({ reason }) => reason)).toEqual([]);
  });
});
