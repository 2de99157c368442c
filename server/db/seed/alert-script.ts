import type { TenantKind } from '../../../shared/roles.ts';
import { days, hours } from './script.ts';

/** Whom an alert calls: a person by full name, a role, or everyone. */
type Called = { person: string } | { role: 'pharmacist' | 'provider' } | 'everyone';

export interface AlertScript {
  /** In minutes before the first start. */
  minutesAgo: number;
  message: string;
  patient?: string;
  raisedBy: string;
  calls: Called;
  /** What became of it, in seconds after it was raised: whose screen it reached and who looked, how it climbed, who took it. */
  steps: [after: number, ...(['reached', who: string] | ['seen by', who: string] | ['climbed to', Called] | ['taken by', who: string])][];
}

const chen = 'Dr. Wei Chen';
const patel = 'Dr. Anjali Patel';
const rosa = 'Rosa Jimenez';
const ben = 'Ben Whitaker';
const claire = 'Claire Dubois';
const lena = 'Lena Fischer';
const tom = 'Tom Okafor';

/** Alerts that somebody has taken: an open one would call everybody who looks at the demonstration. */
export const alertScripts: Record<TenantKind, AlertScript[]> = {
  clinic: [
    {
      minutesAgo: 5 * days,
      message: 'A child has run out of the front door, red jacket, four years old',
      raisedBy: ben,
      calls: 'everyone',
      steps: [[1, 'reached', rosa], [1, 'reached', claire], [2, 'reached', patel], [4, 'seen by', rosa], [19, 'taken by', rosa]],
    },
    {
      minutesAgo: 26 * hours,
      message: 'Allergic reaction after the local anaesthetic, procedure room',
      patient: 'Joao Ferreira',
      raisedBy: rosa,
      calls: { person: chen },
      steps: [[1, 'reached', chen], [60, 'climbed to', { role: 'provider' }], [61, 'reached', patel], [65, 'seen by', patel], [82, 'taken by', patel]],
    },
    {
      minutesAgo: 3 * hours,
      message: 'Fainted after the blood draw, room 4',
      patient: 'Daniel Osei',
      raisedBy: rosa,
      calls: { role: 'provider' },
      steps: [[1, 'reached', chen], [1, 'reached', patel], [3, 'seen by', chen], [38, 'taken by', chen]],
    },
  ],
  pharmacy: [
    {
      minutesAgo: 22 * hours,
      message: 'Mother on line 2, her child has swallowed tablets',
      raisedBy: tom,
      calls: { role: 'pharmacist' },
      steps: [[1, 'reached', lena], [2, 'seen by', lena], [9, 'taken by', lena]],
    },
  ],
};
