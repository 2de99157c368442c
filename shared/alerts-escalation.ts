/** Whom an alert calls, one step after the other; the last one is taken again and again. */
export const alertSteps = ['user', 'role', 'duty', 'online', 'everyone'] as const;
export type AlertStep = (typeof alertSteps)[number];

/** How long an alert waits at each step for somebody to acknowledge it, in milliseconds; at the last one, until it calls again. */
export type EscalationTimes = Record<AlertStep, number>;

/** Where an open alert is on its way up. */
export interface AlertCourse {
  step: AlertStep;
  /** When it climbs, or calls everyone again: milliseconds since 1970. */
  nextStepAt: number;
}

/** What becomes of a course now. */
export interface Advance extends AlertCourse {
  /** The steps that are taken, in order; the course stands at the last of them. */
  entered: AlertStep[];
  /** Everyone is called once more. */
  isRepeat: boolean;
}

const above: Record<AlertStep, AlertStep | null> = { user: 'role', role: 'duty', duty: 'online', online: 'everyone', everyone: null };

/** The course of an alert that calls `step` from `now` on. */
export const startAt = (step: AlertStep, now: number, times: EscalationTimes): AlertCourse => ({ step, nextStepAt: now + times[step] });

/**
 * What is due, or null. A step that reaches nobody is passed at once; a step that does gets its own time to answer,
 * however long nobody has looked. `reaches` says whether a step calls anybody, other than the raiser, who can hear it now.
 */
export function advance(course: AlertCourse, now: number, times: EscalationTimes, reaches: (step: AlertStep) => boolean): Advance | null {
  const entered: AlertStep[] = [];
  let { step } = course;
  let isDue = now >= course.nextStepAt;
  for (let next = above[step]; next !== null && (isDue || !reaches(step)); next = above[step]) {
    entered.push(next);
    step = next;
    isDue = false;
  }
  const isRepeat = isDue && entered.length === 0;
  if (!isRepeat && entered.length === 0) return null;
  return { ...startAt(step, now, times), entered, isRepeat };
}
