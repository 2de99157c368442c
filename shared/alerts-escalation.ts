import type { AlertTargetKind } from './alerts.ts';

/** How long an alert waits at each step for somebody to acknowledge it, in milliseconds. Everyone is the last step. */
export type EscalationTimes = Record<Exclude<AlertTargetKind, 'tenant'>, number>;

/** Where an alert is on its way up. Times are milliseconds since 1970. */
export interface EscalationState {
  level: AlertTargetKind;
  /** When it climbs; null when it does not any more. */
  nextStepAt: number | null;
}

const above: Record<AlertTargetKind, AlertTargetKind | null> = { user: 'role', role: 'tenant', tenant: null };

/** The state of an alert that calls `level` from `now` on. */
export const callFrom = (level: AlertTargetKind, now: number, times: EscalationTimes): EscalationState => ({
  level,
  nextStepAt: level === 'tenant' ? null : now + times[level],
});

/**
 * One step up when its time has come, else null. Time that passed unnoticed (the server was down) is one step, not
 * several: each level gets its own time to answer.
 */
export function climb(state: EscalationState, now: number, times: EscalationTimes): EscalationState | null {
  const level = above[state.level];
  if (state.nextStepAt === null || now < state.nextStepAt || level === null) return null;
  return callFrom(level, now, times);
}
