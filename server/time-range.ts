import { isInYears, type YearRange } from '../shared/year-ranges.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';

/** BAD_INPUT with `message` for the first of the named times, in ISO 8601, that is outside the range; what is not given is not looked at. */
export function requireInYears(times: Record<string, string | null | undefined>, clock: Clock, range: YearRange, message: string): void {
  const now = clock.now();
  const outside = Object.entries(times).find(([, time]) => time && !isInYears(time, now, range));
  if (outside) throw new Failure('BAD_INPUT', message, { issues: [{ path: outside[0], message }] });
}
