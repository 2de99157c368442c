import type { Cost, Measured } from './measure.ts';
import { blockBounds } from './tour/step.ts';

/** What the calls cost with a short past (`small`) and a long one, as it usually is and in the states in which plans went wrong. */
export interface LivedInSection {
  workload: 'lived-in';
  date: string;
  machine: string;
  versions: string;
  loadAverage: number;
  size: string;
  small: Measured[];
  large: Measured[];
  /** By the state's name. */
  states: Record<string, Measured[]>;
}

/** How many times as much a call may cost after years. */
const mostTimes = 1.5;

/** Processes that wanted to run at the start, above which others were there. */
const noisy = 2;

const nameOf = ({ place, what }: Pick<Measured, 'place' | 'what'>): string => `${place}: ${what}`;
const byName = (measured: Measured[]): Map<string, Measured> => new Map(measured.map((each) => [nameOf(each), each]));

/** The calls that failed or looked at more pages than they may, in whatever state. */
export function passedBounds({ small, large, size, states }: LivedInSection): string[] {
  return Object.entries({ small, [size]: large, ...states }).flatMap(([state, measured]) =>
    measured.flatMap((each) => {
      if (!each.cost) return [`${nameOf(each)}, ${state}: ${each.failed}`];
      const most = each.bound ? blockBounds[each.bound] : Infinity;
      return each.cost.blocks > most ? [`${nameOf(each)}, ${state}: ${number(each.cost.blocks)} blocks, and ${each.bound} may look at ${number(most)}`] : [];
    }),
  );
}

export function livedInText(section: LivedInSection): string[] {
  const { size, small, large, states, date, machine, loadAverage, versions } = section;
  const others = Object.entries(states).map(([state, measured]) => [state, byName(measured)] as const);
  const later = byName(large);
  const rows = small.map((each) => {
    const after = later.get(nameOf(each));
    return [
      nameOf(each),
      costText(each),
      after ? costText(after) : '–',
      after?.cost && each.cost ? ratio(after.cost, each.cost) : '–',
      ...others.map(([, measured]) => number(measured.get(nameOf(each))?.cost?.blocks)),
      each.bound ? number(blockBounds[each.bound]) : '',
    ];
  });
  const passed = passedBounds(section);
  return [
    `## lived-in: what each call costs after years`,
    `${date}. ${machine}, load average ${loadAverage.toFixed(1)} at the start${loadAverage > noisy ? ': other programs ran beside it, so that its milliseconds are too many; blocks are the same on any machine' : ''}. ${versions}. A database as after \`small\` and \`${size}\` of work, with as many people at work: in the middle of several calls, milliseconds of the database, shared blocks of 8 kB, and milliseconds until the client has the answer. The goal of the ratio of database time is ${mostTimes} or less. The columns after it are blocks: ${others.map(([state]) => state).join('; ')}.`,
    [['call', 'small: database ms, blocks, client ms', `${size}: the same`, 'ratio', ...others.map(([state]) => state), 'blocks at most'], ['---', '---', '---', '---', ...others.map(() => '---'), '---'], ...rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
    passed.length > 0 ? `Passed bounds:\n\n${passed.map((line) => `- ${line}`).join('\n')}` : 'No bound was passed.',
  ];
}

const costText = ({ cost, failed }: Measured): string => (cost ? `${number(cost.database)}, ${number(cost.blocks)}, ${number(cost.client)}` : `failed: ${failed}`);

/** What is over in a fraction of a millisecond is not told apart. */
const ratio = (after: Cost, before: Cost): string => {
  const times = Math.max(after.database, 0.5) / Math.max(before.database, 0.5);
  return times > mostTimes ? `**${times.toFixed(1)}**` : times.toFixed(1);
};

const number = (value: number | undefined): string => {
  if (value === undefined) return '–';
  return value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
};
