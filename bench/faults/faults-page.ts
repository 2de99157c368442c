import { limits } from '../../shared/limits.ts';
import type { Condition, DelayRun } from './delays.ts';
import { total, type Findings } from './findings.ts';
import type { PlantedFault } from './planted.ts';
import type { FaultRun } from './run.ts';

export interface Report {
  date: string;
  machine: string;
  node: string;
  loadAverage: number;
  run: FaultRun | null;
  /** Measured for itself, at another time. */
  delays: (DelayRun & { date: string; loadAverage: number }) | null;
  planted: Partial<Record<PlantedFault, Findings>>;
}

const words: Record<keyof Findings, string> = {
  lost: 'acknowledged and not in the log',
  storedTwice: 'stored twice',
  holesInLog: 'numbers missing in a log',
  missing: 'missing at a reader',
  inventedAtReader: 'at a reader and not in the log',
  twice: 'delivered twice',
  outOfOrder: 'out of order',
  wrongPerson: 'delivered to the wrong person',
  resets: 'told to start anew without a reason',
  brokenStreams: 'streams that ended with an error',
  claims: 'orders without exactly one winner',
  unmendedCalls: 'calls without an answer after 45 seconds of tries, while faults went on',
  failedWhileRolling: 'tries of calls that failed while nodes were only restarted in turn',
};
const number = (value: number): string => Math.round(value).toLocaleString('en');

/** The report that people read, from the figures of the run. */
export const faultsPage = ({ run, delays, planted, ...about }: Report): string => `# Reliability, as shown

\`npm run faults\` starts real nodes behind a balancer, with a durable Postgres and a Redis, lets people write, read and claim orders, and breaks things in an order that a seed decides. Then it compares what every reader was given with the log. All of the findings must be zero. [Row by row](reliability-rows.md) says which test shows what.

${about.date}, ${about.machine}, load average ${about.loadAverage.toFixed(1)}, Node ${about.node}. Generated from the run's own figures.
${run ? runPart(run) : ''}${delays ? delayPart(delays) : ''}${plantedPart(planted)}`;

const faultsOf = (run: FaultRun): number => Object.values(run.faults).reduce((sum, times) => sum + times, 0);

const runPart = (run: FaultRun): string => `
## The run

The goal for a long run is 10,000,000 deliveries with 500 faults; this one checked ${number(run.deliveries)} with ${faultsOf(run)}.

| | |
| --- | --- |
| seed | ${run.seed} |
| time | ${number(run.seconds)} s |
| deliveries checked | ${number(run.deliveries)} |
| readers in ${number(run.rooms)} rooms; times they came back | ${number(run.readers)}; ${number(run.resumes)} |
| messages acknowledged | ${number(run.acknowledged)} |
| orders that several people reached for at once | ${number(run.claimRounds)} |
| requests that met a connection which had just ended, and were sent again at once | ${number(run.calls.resent)} |
| tries of calls that failed and were made again | ${number(run.calls.retried)} |
| errors that did not say that they pass | ${number(run.calls.unexplained)} |
| longest from the first try of a call to its answer | ${number(run.calls.longestMs)} ms |
| from the end of the faults until every reader had everything | ${number(run.convergedMs)} ms |
| memory of the process that reads and checks, at most | ${number(run.mostMemory / 2 ** 20)} MiB |

| fault | times |
| --- | --- |
${Object.entries(run.faults)
  .map(([name, times]) => `| ${name} | ${times} |`)
  .join('\n')}
| all | ${faultsOf(run)} |

| finding | |
| --- | --- |
${findingRows(run.findings)}
`;

const findingRows = (findings: Findings): string =>
  Object.entries(words)
    .map(([name, text]) => `| ${text} | ${number(findings[name as keyof Findings])} |`)
    .join('\n');

const meanwhile: Record<Condition, string> = {
  nothing: 'nothing',
  'every hint lost': 'every hint is lost',
  attack: 'one address and one person ask for sockets without end',
};

/** What a lost hint may cost: the wait for the next look at the log, and little beside. */
const withoutHints = limits.feed.pollEvery + 250;

const delayPart = ({ delays, attack, ...run }: NonNullable<Report['delays']>): string => `
## How long a message takes to its readers

From the call that writes a message until a reader has it, in milliseconds: ${run.readers} readers and ${run.writersPerRoom * (run.rooms - 1)} writers in ${run.rooms - 1} rooms on ${run.nodes} nodes, ${run.rounds} times ${number(run.milliseconds / 1_000)} s of each line in turn (\`npm run faults -- --delays\`, ${run.date}, load average ${run.loadAverage.toFixed(1)}). Findings of the kinds above: ${total(run.findings)}.

| meanwhile | deliveries | median | p99 | longest |
| --- | --- | --- | --- | --- |
${Object.entries(delays)
  .map(([condition, { deliveries, median, p99, longest }]) => `| ${[meanwhile[condition as Condition], number(deliveries), ...[median, p99, longest].map((time) => time.toFixed(1))].join(' | ')} |`)
  .join('\n')}

Without hints ${number(withoutHints)} ms are allowed: a poll and 250 ms. Of ${number(attack.ofAddress)} sockets that the one address asked for ${number(attack.refused)} were refused, of ${number(attack.ofPerson)} of the one person ${number(attack.ended)} were ended; the p99 of everybody else was ${(delays.attack.p99 / delays.nothing.p99).toFixed(2)} times that of nothing. The attack is made by the process that measures, on the same machine.
`;

function plantedPart(planted: Report['planted']): string {
  if (Object.keys(planted).length === 0) return '';
  const rows = Object.entries(planted).map(([name, findings]) => {
    const found = Object.entries(findings).filter(([, count]) => count > 0);
    return `| ${name} | ${found.map(([finding, count]) => `${number(count)} ${words[finding as keyof Findings]}`).join(', ') || 'nothing'} |`;
  });
  return `
## Mistakes put in on purpose

A checker that never finds anything shows nothing. Each of these was put into a node and had to be found.

| mistake | found |
| --- | --- |
${rows.join('\n')}
`;
}
