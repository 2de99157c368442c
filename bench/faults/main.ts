import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { readFileSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faultsPage, type Report } from './faults-page.ts';
import { total } from './findings.ts';
import type { FaultName } from './faults.ts';
import { plantedFaults, type PlantedFault } from './planted.ts';
import { runFaults, type FaultRun } from './run.ts';

/** `npm run faults`: nodes, database, Redis and network fail by chance under load; what everyone saw is compared with the log. */
const { values: options } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '100000' },
    faults: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    nodes: { type: 'string', default: '2' },
    rooms: { type: 'string', default: '10' },
    readers: { type: 'string', default: '10' },
    writers: { type: 'string', default: '2' },
    /** Only faults of this name, instead of what chance draws; may be given again, and then they take turns. */
    only: { type: 'string', multiple: true },
    /** Puts a mistake in; the run fails when it is not found. `all` does so with one after the other. */
    planted: { type: 'string' },
    report: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'reliability.md') },
  },
});
const trpcReadersPerRoom = 2;

const run = (planted?: PlantedFault): Promise<FaultRun> =>
  runFaults({
    seed: Number(options.seed),
    nodes: Number(options.nodes),
    rooms: Number(options.rooms),
    leanReadersPerRoom: Math.max(1, Number(options.readers) - trpcReadersPerRoom),
    trpcReadersPerRoom,
    writersPerRoom: Number(options.writers),
    writerPause: 10,
    deliveries: planted ? 1 : Number(options.deliveries),
    faults: planted ? 9 : Number(options.faults),
    longestMs: planted ? 60_000 : Number(options.minutes) * 60_000,
    faultPause: 1_000,
    ...(options.only && { script: options.only as FaultName[] }),
    ...(planted && { planted, script: ['links cut', 'database killed', 'hints lost'] as const }),
    onProgress: (line) => process.stdout.write(`${line}\n`),
  });

function save(part: Partial<Report>): void {
  const directory = join(import.meta.dirname, '..', '..', 'reports');
  const path = join(directory, 'faults.json');
  mkdirSync(directory, { recursive: true });
  const earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.versions.node,
    loadAverage: loadavg()[0]!,
    run: null,
    ...(earlier && { run: earlier.run }),
    ...part,
    planted: { ...earlier?.planted, ...part.planted },
  };
  writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(options.report, faultsPage(report));
}

if (options.planted === undefined) {
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
