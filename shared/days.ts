/** Nobody who is a patient was born before. */
export const earliestBirth = '1880-01-01';

/** The day that it is in a time zone, `YYYY-MM-DD`. `zone` is an IANA name, `at` milliseconds since 1970. */
export function dayIn(zone: string, at: number): string {
  const shown = { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', shown).format(at);
}

/** Whether somebody alive on `today` may be born then; both `YYYY-MM-DD`. */
export const isBirth = (day: string, today: string): boolean => day >= earliestBirth && day <= today;
