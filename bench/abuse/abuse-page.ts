import { refusals } from './attack.ts';
import { bounds, passedBounds, quietOf, ratio, type Quiet } from './bounds.ts';
import type { WayResult } from './measure-way.ts';
import type { Cost } from './search.ts';
import type { Latency } from './window.ts';

/** What was measured last of each way, and of the search for the most costly calls. */
export interface AbuseResults {
  ways: WayResult[];
  costs: Cost[];
}

const note = [
  'Some thirty people of three tenants (two pharmacies and a clinic) work at a steady rate: queues, orders, pages of messages, sends, read marks, typing, visits, charts; somebody signs in every two seconds.',
  'For each way a new server process with the limits of the product: quiet, then one attacker does the same thing as fast as it can, from the address of everybody else ("same", as behind one NAT) or from another network.',
  'The attacker is a process of the lowest priority; "attacking nobody" is everybody\'s p99 while it sends as much to a process that does nothing.',
  `A way holds when p99 of everybody's calls and deliveries stays within ${bounds.p99} times quiet (the median of all quiet windows of the table: one window's p99 is its five slowest calls), memory within ${bounds.memoryMiB} MiB of it, and no call of anybody else fails.`,
].join(' ');

/** The page's part on abuse; `when` says when and where it was measured. */
export function abuseText({ ways, costs }: AbuseResults, when: string, table: (head: string[], rows: string[][]) => string): string[] {
  const quiet = quietOf(ways);
  const head = ['way', 'who, from', 'calls p50 ms', 'calls p99 ms', 'deliveries p99 ms', 'attacking nobody', 'others failed', 'memory MiB', 'server CPU %', 'CPU ms each', 'sent/s', 'refused', 'received MB', 'holds'];
  return [
    '## abuse: everybody else while one person does the worst that limits allow',
    `${when} ${note}`,
    `Quiet: p99 of calls ${number(quiet.calls)} ms, of deliveries ${number(quiet.deliveries)} ms.`,
    table(head, ways.map((way) => wayRow(way, quiet))),
    '### What one call costs',
    'Of each procedure the most costly of a small, a large and an edge input made from its schema, one at a time, without limits of rate. Those of a patient and of staff that cost most are the ways above that were found.',
    table(['call', 'as', 'input', 'outcome', 'server CPU ms', 'waiting ms', 'answer kB', 'memory MiB'], costs.map(costRow)),
  ];
}

function wayRow(way: WayResult, quietOfAll: Quiet): string[] {
  const { name, what, role, from, quiet, attacked, control, serverCpuPercent, cpuMsPerSent, memoryMiB, attack } = way;
  const title = `**${name}**: ${what}`;
  const passed = passedBounds(way, bounds, quietOfAll);
  const holds = passed.length === 0 ? 'yes' : `no: ${passed.join(', ')}`;
  if (!quiet || !attacked || !control || !attack) return [title, `${role}, ${from}`, ...Array<string>(11).fill('–'), holds];
  const change = (key: 'calls' | 'deliveries', p: 'p50' | 'p99') => changeOf(quiet[key], attacked[key], p);
  return [
    title,
    `${role}, ${from}`,
    change('calls', 'p50'),
    change('calls', 'p99'),
    change('deliveries', 'p99'),
    times(ratio(control.calls.p99, quiet.calls.p99)),
    failures(attacked.failed),
    number(memoryMiB ?? 0),
    serverCpuPercent ? `${number(serverCpuPercent.quiet)} → ${number(serverCpuPercent.attacked)}` : '–',
    number(cpuMsPerSent ?? 0),
    number(attack.sent / attack.seconds),
    `${number(refusals(attack))}${reasons(attack.refused)}`,
    number(attack.bytesReceived / 1e6),
    holds,
  ];
}

const changeOf = (quiet: Latency, attacked: Latency, p: 'p50' | 'p99'): string =>
  attacked.count === 0 ? 'none' : `${number(quiet[p])} → ${number(attacked[p])} (${times(ratio(attacked[p], quiet[p]))})`;

const times = (value: number): string => `× ${value.toFixed(2)}`;

function failures(failed: Record<string, number>): string {
  const all = Object.values(failed).reduce((sum, count) => sum + count, 0);
  return all === 0 ? '0' : `${all}${reasons(failed)}`;
}

/** The most frequent three. */
function reasons(counts: Record<string, number>): string {
  const most = Object.entries(counts).toSorted(([, a], [, b]) => b - a).slice(0, 3);
  return most.length === 0 ? '' : ` (${most.map(([reason, count]) => `${reason.replaceAll('|', '/')} ${count}`).join(', ')})`;
}

const costRow = ({ path, role, size, outcome, cpuMs, waitingMs, answerBytes, memoryMiB }: Cost): string[] => [
  path,
  role,
  size,
  outcome,
  number(cpuMs),
  number(waitingMs),
  number(answerBytes / 1e3),
  number(memoryMiB),
];

const number = (value: number): string => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(2)).toString());

/** Lines for the terminal while it goes on. */
export const wayLine = (way: WayResult, sofar: readonly WayResult[]): string => wayRow(way, quietOf(sofar)).join(' | ');

/** Ways that were not run keep what was measured of them; so do the costs. */
export const mergeAbuse = (earlier: AbuseResults | undefined, { ways, costs }: AbuseResults): AbuseResults => ({
  ways: [...ways, ...(earlier?.ways ?? []).filter(({ name }) => !ways.some((way) => way.name === name))],
  costs: costs.length > 0 ? costs : (earlier?.costs ?? []),
});
