import { systemNames, systems, type SystemName } from './systems.ts';
import type { Run } from './compare.ts';
import { abuseText, type AbuseResults } from './abuse/abuse-page.ts';
import { livedInText, type LivedInSection } from './lived-in/report.ts';
import type { Measures, Mode, Workload } from './workload.ts';

/** One workload as it was measured: the newest run of it. */
export interface Section {
  workload: string;
  /** The size of the lived-in database that it ran on; absent: an empty house. */
  on?: string;
  date: string;
  machine: string;
  versions: string;
  mode: Mode;
  /** Processes that wanted to run before it began, on average: what else the machine had to do. */
  loadAverage: number;
  runs: Run[];
  /** Of the run with `--abuse`, which compares with nobody: `runs` is empty. */
  abuse?: AbuseResults;
}

/** What the run with `--abuse` is kept as. */
export const abuseSection = 'abuse';

/** The report on what was measured last of each workload. */
export function resultsPage(workloads: readonly Workload[], kept: readonly (Section | LivedInSection)[]): string {
  const sections = kept.filter((section) => 'runs' in section);
  const livedIn = kept.find((section) => 'states' in section);
  const measured = workloads.flatMap((workload) => {
    return sections.filter((each) => each.workload === workload.name).map((section) => ({ workload, section }));
  });
  const summary = measured.map(({ workload, section }) => {
    const ratios = ratiosTo('raw-ws', workload, section);
    return [titleOf(workload, section), workload.headline.measure, ...systemNames.map((name) => ratios.get(name) ?? '–'), workload.headline.target];
  });
  return [
    '# Results',
    'Written by `npm run bench`: MedSync and its peers at the same work, one after the other in alternating order, on one durable Postgres. Server, load generator and database are processes of one machine. Numbers are medians of the repetitions.',
    table(['ratios to (a)', 'of', ...systemNames.map((name) => systems[name].label), 'MedSync must reach'], summary),
    ...measured.flatMap(({ workload, section }) => sectionText(workload, section)),
    ...sections.flatMap((section) => (section.abuse ? abuseText(section.abuse, `${circumstances(section)}.`, table) : [])),
    ...(livedIn ? livedInText(livedIn) : []),
  ].join('\n\n').concat('\n');
}

const titleOf = ({ title }: Workload, { on }: Section): string => (on === undefined ? title : `${title}, on the database of a ${on}`);

function sectionText(workload: Workload, section: Section): string[] {
  const names = systemNames.filter((name) => section.runs.some(({ system }) => system === name));
  const measures = [...new Set(section.runs.flatMap((run) => Object.keys(run.measures)))];
  const rows = measures.map((measure) => [measure, ...names.map((name) => spread(valuesOf(section, name, measure)))]);
  const findings = names.map((name) => findingsOf(section, name));
  const repetitions = Math.max(...section.runs.map(({ repetition }) => repetition));
  return [
    `## ${workload.name}: ${titleOf(workload, section)}`,
    `${circumstances(section, `, ${repetitions === 1 ? 'once' : `${repetitions} times`}`)}.` +
      (workload.note ? ` ${workload.note}` : ''),
    table(['median (least to most)', ...names.map((name) => systems[name].label)], [...rows, ['missing, twice, out of order, refused', ...findings]]),
  ];
}

const circumstances = ({ date, mode, machine, loadAverage, versions }: Section, howOften = ''): string =>
  `${date}, ${mode}${howOften}. ${machine}, load average ${loadAverage.toFixed(1)} at the start. ${versions}`;

/** How many times better than (a), or for what should be small: how many times as much. */
function ratiosTo(base: SystemName, { headline }: Workload, section: Section): Map<SystemName, string> {
  const reference = median(valuesOf(section, base, headline.measure));
  return new Map(
    systemNames.flatMap((name) => {
      const value = median(valuesOf(section, name, headline.measure));
      if (value === null) return [];
      return [[name, reference === null ? number(value) : (value / reference).toFixed(2)] as const];
    }),
  );
}

const valuesOf = ({ runs }: Section, name: SystemName, measure: string): number[] =>
  runs.filter(({ system }) => system === name).flatMap(({ measures }: { measures: Measures }) => measures[measure] ?? []);

function findingsOf({ runs }: Section, name: SystemName): string {
  const own = runs.filter(({ system }) => system === name);
  const failed = own.filter((run) => run.failed).length;
  const findings = own.map((run) => run.findings);
  const sum = (key: keyof Run['findings']) => findings.reduce((total, finding) => total + finding[key], 0);
  const sums = [sum('missing'), sum('twice'), sum('outOfOrder'), sum('refused')].join(', ');
  return failed > 0 ? `${sums}; ${failed} of ${own.length} runs failed` : sums;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function spread(values: number[]): string {
  const middle = median(values);
  if (middle === null) return '–';
  const [least, most] = [number(Math.min(...values)), number(Math.max(...values))];
  return least === most ? least : `${number(middle)} (${least} to ${most})`;
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
