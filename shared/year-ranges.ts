/** Which times a thing may have: whole years of the calendar before and after the present time. */
export interface YearRange {
  yearsBack: number;
  yearsAhead: number;
}

/** The same day and time of another year, in milliseconds since 1970; 29 February becomes 1 March. */
function yearsFrom(at: number, years: number): number {
  const date = new Date(at);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}

/** The first and last time of the range, in milliseconds since 1970. */
export const rangeAround = (now: number, { yearsBack, yearsAhead }: YearRange): { earliest: number; latest: number } => ({
  earliest: yearsFrom(now, -yearsBack),
  latest: yearsFrom(now, yearsAhead),
});

/** Whether a time in ISO 8601 lies in the range around `now`; what is no time does not. */
export function isInYears(time: string, now: number, range: YearRange): boolean {
  const { earliest, latest } = rangeAround(now, range);
  const at = Date.parse(time);
  return at >= earliest && at <= latest;
}
