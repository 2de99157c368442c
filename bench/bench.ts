import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { abuse } from './abuse/abuse.ts';
import { mergeAbuse, wayLine, type AbuseResults } from './abuse/abuse-page.ts';
import { bounds, passedBounds, quietOf } from './abuse/bounds.ts';
import { compare, type Run } from './compare.ts';
import { keyOf, startLivedInCluster, type LivedInCluster } from './lived-in/cluster.ts';
import { passedBounds as passedBlocks, type LivedInSection } from './lived-in/report.ts';
import { runLivedIn } from './lived-in/run.ts';
import { sizeNames, type SizeName } from './lived-in/sizes.ts';
import { abuseSection, resultsPage, type Section } from './results-page.ts';
import { systemNames } from './systems.ts';
import type { Mode } from './workload.ts';
import { workloads } from './workloads/all.ts';

/**
 * `npm run bench`: MedSync and its peers at the same work, over real sockets and a durable Postgres. Each workload that
 * was run replaces its part of `results.json` and `results.md`; a quick run measures nothing and leaves them alone.
 */
const { values: options } = parseArgs({
  options: {
    workload: { type: 'string', multiple: true, default: workloads.map(({ name }) => name) },
    /** Beside MedSync. */
    peers: { type: 'string', multiple: true, default: [...systemNames] },
    repeat: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    /** Instead of the workloads. */
    abuse: { type: 'boolean', default: false },
    way: { type: 'string', multiple: true, default: [] },
    /** Measures every call on a database of some years instead of the workloads. */
    'lived-in': { type: 'boolean', default: false },
    size: { type: 'string', default: 'year' },
    only: { type: 'string' },
    /** Runs the workloads on a database of this size. */
    on: { type: 'string' },
    /** Where databases of some years are kept. */
    data: { type: 'string', default: '.data/lived-in' },
    results: { type: 'string', default: import.meta.dirname },
  },
});
const mode: Mode = options.quick ? 'quick' : options.full ? 'full' : 'ordinary';
const chosen = workloads.filter(({ name }) => options.workload.includes(name));

function show({ workload, system, repetition, measures, findings, failed }: Run): void {
  const all = Object.entries({ ...measures, ...findings }).map(([name, value]) => `  ${name}: ${Number(value.toPrecision(4))}`);
  process.stdout.write(`${workload}, ${system}, ${repetition}${failed ? `: ${failed}` : ''}\n${all.join('\n')}\n`);
  if (system === 'medsync' && (failed || findings.missing + findings.twice + findings.outOfOrder > 0)) process.exitCode = 1;
}

type Kept = Section | LivedInSection;

const path = join(options.results, 'results.json');
const saved = (): Kept[] => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept[]) : []);

function save(section: Kept): void {
  const isSame = (other: Kept): boolean => other.workload === section.workload && onOf(other) === onOf(section);
  const sections = [...saved().filter((other) => !isSame(other)), section];
  writeFileSync(path, `${JSON.stringify(sections, null, 1)}\n`);
  writeFileSync(join(options.results, 'results.md'), resultsPage(workloads, sections));
}

const onOf = (section: Kept): string | undefined => ('on' in section ? section.on : undefined);

function sizeNamed(name: string): SizeName {
  const size = sizeNames.find((each) => each === name);
  if (!size) throw new Error(`There is no size ${name}: ${sizeNames.join(', ')}.`);
  return size;
}

const circumstances = async (databaseUrl: string) => ({
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  versions: `Node ${process.versions.node}, Postgres ${String((await runAsSuperuser(databaseUrl, 'show server_version'))[0]!['server_version'])}`,
  loadAverage: loadavg()[0]!,
});

const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

/** Who is interrupted still stops what they started. */
async function orInterrupted(work: Promise<void>): Promise<void> {
  if ((await Promise.race([work, interrupted])) !== undefined) process.exitCode = 130;
}

/** The run fails when a bound is passed. */
async function measureAbuse(databaseUrl: string, secretKey: Buffer): Promise<void> {
  const section: Section = { workload: abuseSection, mode, runs: [], ...(await circumstances(databaseUrl)) };
  const results: AbuseResults = { ways: [], costs: [] };
  await abuse({
    databaseUrl,
    secretKey,
    mode,
    only: options.way,
    onSearch: (costs) => (results.costs = costs),
    onWay(way) {
      results.ways.push(way);
      process.stdout.write(`${wayLine(way, results.ways)}\n`);
      const earlier = saved().find((kept) => kept.workload === abuseSection);
      if (mode !== 'quick') save({ ...section, abuse: mergeAbuse(earlier && 'abuse' in earlier ? earlier.abuse : undefined, results) });
    },
  });
  const quiet = quietOf(results.ways);
  if (results.ways.some((way) => passedBounds(way, bounds, quiet).length > 0)) process.exitCode = 1;
}

async function measureAll(databaseUrl: string, secretKey: Buffer): Promise<void> {
  for (const workload of chosen) {
    const runs: Run[] = [];
    const section: Section = { workload: workload.name, ...(options.on && { on: options.on }), mode, runs, ...(await circumstances(databaseUrl)) };
    const onRun = (run: Run) => {
      show(run);
      runs.push(run);
    };
    const names = systemNames.filter((name) => name === 'medsync' || options.peers.includes(name));
    await compare({ databaseUrl, secretKey, workloads: [workload], names, repetitions: Number(options.repeat), mode, onRun });
    if (mode !== 'quick') save(section);
  }
}

async function measureLivedIn(cluster: LivedInCluster): Promise<void> {
  const { databaseUrl } = await cluster.open('small');
  const about = await circumstances(databaseUrl);
  const only = options.only === undefined ? undefined : new RegExp(options.only);
  const section: LivedInSection = { workload: 'lived-in', ...about, ...(await runLivedIn({ cluster, size: sizeNamed(options.size), only, onProgress: console.log })) };
  const passed = passedBlocks(section);
  for (const line of passed) console.log(line);
  if (passed.length > 0) process.exitCode = 1;
  if (!only) save(section);
}

async function measureOn(cluster: LivedInCluster, size: SizeName): Promise<void> {
  const { databaseUrl } = await cluster.open(size);
  await measureAll(databaseUrl, keyOf(databaseUrl));
}

async function inCluster(work: (cluster: LivedInCluster) => Promise<void>): Promise<void> {
  const cluster = await startLivedInCluster(resolve(options.data), console.log);
  try {
    await orInterrupted(work(cluster));
  } finally {
    await cluster.stop();
  }
}

async function inEmptyHouse(measure: (databaseUrl: string, secretKey: Buffer) => Promise<void>): Promise<void> {
  const postgres = await startTemporaryPostgres({ durable: true });
  try {
    await orInterrupted(measure(postgres.url, randomBytes(32)));
  } finally {
    await postgres.stop();
  }
}

const { on } = options;
if (options['lived-in']) await inCluster(measureLivedIn);
else if (on) await inCluster((cluster) => measureOn(cluster, sizeNamed(on)));
else await inEmptyHouse(options.abuse ? measureAbuse : measureAll);
// what a failed measurement left open must not hold us
process.exit();
