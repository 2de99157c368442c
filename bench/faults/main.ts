import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { readFileSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureDelays } from './delays.ts';
import { faultsPage, type Report } from './faults-page.ts';
import { total } from './findings.ts';
import type { FaultName } from './faults.ts';
import { plantedFaults, type PlantedFault } from './planted.ts';
import { runFaults, type FaultRun } from './run.ts';

/** `npm run faults`: nodes, database, Redis and network fail by chance under load; what everyone saw is compared with the log. */
const { values: options } = parseArgs({
  options: {
    /** The long run. What is said besides holds all the same. */
    full: { type: 'boolean', default: false },
    deliveries: { type: 'string' },
    faults: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    nodes: { type: 'string', default: '2' },
    rooms: { type: 'string' },
    readers: { type: 'string' },
    writers: { type: 'string' },
    /** Only faults of this name, instead of what chance draws; may be given again, and then they take turns. */
    only: { type: 'string', multiple: true },
    /** Puts a mistake in; the run fails when it is not found. `all` does so with one after the other. */
    planted: { type: 'string' },
    /** Measures how long messages take to their readers, without hints and under attack too, instead of breaking things. */
    delays: { type: 'boolean', default: false },
    report: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'reliability.md') },
  },
});
const trpcReadersPerRoom = 2;
/** Few rooms with many readers: a message that is stored once is delivered, and checked, a hundred times. */
const size = {
  ...(options.full ? { deliveries: 10_000_000, faults: 500, rooms: 3, readers: 100, writers: 16 } : { deliveries: 100_000, faults: 50, rooms: 10, readers: 10, writers: 2 }),
  ...Object.fromEntries((['deliveries', 'faults', 'rooms', 'readers', 'writers'] as const).flatMap((name) => (options[name] ? [[name, Number(options[name])]] : []))),
};

const run = (planted?: PlantedFault): Promise<FaultRun> =>
  runFaults({
    seed: Number(options.seed),
    nodes: Number(options.nodes),
    rooms: size.rooms,
    leanReadersPerRoom: Math.max(1, size.readers - trpcReadersPerRoom),
    trpcReadersPerRoom,
    writersPerRoom: size.writers,
    writerPause: 10,
    deliveries: planted ? 1 : size.deliveries,
    faults: planted ? 9 : size.faults,
    longestMs: planted ? 60_000 : Number(options.minutes) * 60_000,
    faultPause: 1_000,
    ...(options.only && { script: options.only as FaultName[] }),
    ...(planted && { planted, script: ['links cut', 'database killed', 'hints lost'] as const }),
    onProgress: (line) => process.stdout.write(`${line}\n`),
  });

const date = new Date().toISOString().slice(0, 10);
const loadAverage = loadavg()[0]!;

function save(part: Partial<Report>): void {
  const directory = join(import.meta.dirname, '..', '..', 'reports');
  const path = join(directory, 'faults.json');
  mkdirSync(directory, { recursive: true });
  const earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
  const about = {
    date,
    machine: `${availableParallelism()} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.versions.node,
    loadAverage,
  };
  // what stands at the top is about the long run
  const report: Report = { ...about, run: null, delays: null, ...earlier, ...(part.run && about), ...part, planted: { ...earlier?.planted, ...part.planted } };
  writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(options.report, faultsPage(report));
}

if (options.delays) {
  const delays = await measureDelays({ nodes: Number(options.nodes), rooms: 5, staffPerRoom: 10, writersPerRoom: 2, writerPause: 100, rounds: 2, milliseconds: 10_000 });
  process.stdout.write(`${JSON.stringify(delays, null, 1)}\n`);
  save({ delays: { ...delays, date, loadAverage } });
  if (total(delays.findings) > 0) process.exitCode = 1;
} else if (options.planted === undefined) {
  const result = await run();
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
  save({ run: result });
  if (total(result.findings) > 0) process.exitCode = 1;
} else {
  const found: Report['planted'] = {};
  for (const planted of plantedFaults.filter((name) => options.planted === 'all' || options.planted === name)) {
    const { findings } = await run(planted);
    found[planted] = findings;
    process.stdout.write(`${planted}: ${JSON.stringify(findings)}\n`);
    if (total(findings) === 0) process.exitCode = 1;
  }
  save({ planted: found });
}
process.exit();
