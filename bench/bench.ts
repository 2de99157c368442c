import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { abuse } from './abuse/abuse.ts';
import { mergeAbuse, wayLine, type AbuseResults } from './abuse/abuse-page.ts';
import { bounds, passedBounds } from './abuse/bounds.ts';
import { compare, type Run } from './compare.ts';
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

const path = join(options.results, 'results.json');
const saved = (): Section[] => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Section[]) : []);

function save(section: Section): void {
  const earlier = saved();
  const sections = [...earlier.filter(({ workload }) => workload !== section.workload), section];
  writeFileSync(path, `${JSON.stringify(sections, null, 1)}\n`);
  writeFileSync(join(options.results, 'results.md'), resultsPage(workloads, sections));
}

async function newSection(databaseUrl: string, workload: string, runs: Run[]): Promise<Section> {
  const [postgres] = await runAsSuperuser(databaseUrl, 'show server_version');
  return {
    workload,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    versions: `Node ${process.versions.node}, Postgres ${String(postgres!['server_version'])}`,
    mode,
    loadAverage: loadavg()[0]!,
    runs,
  };
}

/** The run fails when a bound is passed. */
async function measureAbuse(databaseUrl: string): Promise<void> {
  const section = await newSection(databaseUrl, abuseSection, []);
  const results: AbuseResults = { ways: [], costs: [] };
  await abuse({
    databaseUrl,
    secretKey: randomBytes(32),
    mode,
    only: options.way,
    onSearch: (costs) => (results.costs = costs),
    onWay(way) {
      results.ways.push(way);
      process.stdout.write(`${wayLine(way)}\n`);
      if (passedBounds(way, bounds).length > 0) process.exitCode = 1;
      if (mode !== 'quick') save({ ...section, abuse: mergeAbuse(saved().find(({ workload }) => workload === abuseSection)?.abuse, results) });
    },
  });
}

async function measureAll(databaseUrl: string): Promise<void> {
  const secretKey = randomBytes(32);
  for (const workload of chosen) {
    const runs: Run[] = [];
    const section = await newSection(databaseUrl, workload.name, runs);
    const onRun = (run: Run) => {
      show(run);
      runs.push(run);
    };
    const names = systemNames.filter((name) => name === 'medsync' || options.peers.includes(name));
    await compare({ databaseUrl, secretKey, workloads: [workload], names, repetitions: Number(options.repeat), mode, onRun });
    if (mode !== 'quick') save(section);
  }
}

const postgres = await startTemporaryPostgres({ durable: true });
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
try {
  const end = await Promise.race([options.abuse ? measureAbuse(postgres.url) : measureAll(postgres.url), interrupted]);
  if (end !== undefined) process.exitCode = 130;
} finally {
  await postgres.stop();
}
// what a failed measurement left open must not hold us
process.exit();
