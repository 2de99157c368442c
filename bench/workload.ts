import type { Findings } from './load/arrivals.ts';
import type { Shape } from './move-in.ts';
import type { Stage } from './stage.ts';
import type { SystemName } from './systems.ts';

/** `quick` only shows that everything works; `full` takes the numbers of the targets. */
export type Mode = 'quick' | 'ordinary' | 'full';

/** Numbers by what they are, unit included. */
export type Measures = Record<string, number>;

export interface Outcome {
  measures: Measures;
  findings: Findings;
}

export interface Workload {
  name: string;
  title: string;
  /** What the run compares by, as a ratio to (a), and what MedSync must reach. */
  headline: { measure: string; better: 'more' | 'less'; target: string };
  /** What a reader must know to judge the numbers. */
  note?: string;
  /** Which systems can do it; all when absent. */
  systems?: readonly SystemName[];
  shape(mode: Mode): Shape;
  run(stage: Stage, mode: Mode): Promise<Outcome>;
}

export const noFindings: Findings = { missing: 0, twice: 0, outOfOrder: 0, refused: 0 };
