/** How many failures cost nothing, and what the others cost. Durations in milliseconds. */
export interface DelaySchedule {
  free: number;
  firstDelay: number;
  longestDelay: number;
  forgiveEvery: number;
}

export interface FailureCounter {
  failures: number;
  /** Since when the next failure to be forgiven has been waiting, in milliseconds since 1970. */
  forgivenAt: number;
  /** Nothing is tried before. */
  blockedUntil: number;
  /** Attempts under way. Each may turn out a failure, so together they may not pass the free ones either. */
  pending: number;
  waiting: (() => void)[];
}

export const createFailureCounter = (): FailureCounter => ({ failures: 0, forgivenAt: 0, blockedUntil: 0, pending: 0, waiting: [] });

/** Milliseconds to wait after so many failures. */
const delayAfter = (failures: number, { free, firstDelay, longestDelay }: DelaySchedule): number =>
  failures < free ? 0 : Math.min(longestDelay, firstDelay * 2 ** (failures - free));

/** More failures than this would delay nothing further and take longer to be forgiven. */
const mostOf = ({ free, firstDelay, longestDelay }: DelaySchedule): number => free + Math.ceil(Math.log2(longestDelay / firstDelay)) + 1;

/** Brings the failures up to date: time forgives them. */
export function forgiveByTime(counter: FailureCounter, { forgiveEvery }: Pick<DelaySchedule, 'forgiveEvery'>, now: number): void {
  const forgiven = Math.floor((now - counter.forgivenAt) / forgiveEvery);
  if (forgiven <= 0) return;
  counter.failures = Math.max(0, counter.failures - forgiven);
  counter.forgivenAt += forgiven * forgiveEvery;
}

/** Counts a failure and, once none is free any more, delays the next attempt. */
export function addFailure(counter: FailureCounter, schedule: DelaySchedule, now: number): void {
  forgiveByTime(counter, schedule, now);
  if (counter.failures === 0) counter.forgivenAt = now;
  counter.failures = Math.min(mostOf(schedule), counter.failures + 1);
  counter.blockedUntil = now + delayAfter(counter.failures, schedule);
}

/** Takes failures back: whoever made them got in. */
export function takeBack(counter: FailureCounter, failures: number, { free }: Pick<DelaySchedule, 'free'>): void {
  counter.failures = Math.max(0, counter.failures - failures);
  if (counter.failures < free) counter.blockedUntil = 0;
}
