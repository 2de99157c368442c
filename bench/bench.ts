import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '../server/testing/temporary-postgres.ts';
import { compare, type Run } from './compare.ts';
import { systemNames } from './systems.ts';
import { workloads } from './workloads/all.ts';

/**
 * `npm run bench`: MedSync and its peers at the same work, over real sockets and a durable Postgres. Server, load and
 * database are processes of their own on this machine.
 */
const { values: options } = parseArgs({
  options: {
    workload: { type: 'string', multiple: true, default: workloads.map(({ name }) => name) },
    peers: { type: 'string', multiple: true, default: [...systemNames] },
    repeat: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
});

const runs: Run[] = [];
const rounded = (number: number): number => Number(number.toPrecision(4));
const postgres = await startTemporaryPostgres({ durable: true });
try {
  await compare({
    databaseUrl: postgres.url,
    workloads: workloads.filter(({ name }) => options.workload.includes(name)),
    names: systemNames.filter((name) => options.peers.includes(name)),
    repetitions: Number(options.repeat),
    mode: options.quick ? 'quick' : options.full ? 'full' : 'ordinary',
    onRun(run) {
      runs.push(run);
      const measures = Object.entries(run.measures).map(([name, value]) => `${name} ${rounded(value)}`);
      process.stdout.write(`${run.workload} ${run.system} ${run.repetition}: ${measures.join(', ')} ${JSON.stringify(run.findings)}\n`);
    },
  });
} finally {
  await postgres.stop();
}
