import type { AlertTargetInput, AlertTargetKind } from '../../../shared/alerts.ts';
import { advance, alertSteps, type AlertCourse, type AlertStep } from '../../../shared/alerts-escalation.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import { scheduleStep, type NewEntry, type StepTarget } from './alert-log.ts';
import { calledBy, type Called } from './called.ts';
import type { AlertDependencies } from './commands.ts';

/** An open alert, as far as its way up needs it. */
export interface OpenAlert extends AlertCourse {
  id: string;
  message: string;
  raisedById: string;
  /** Whom it called first. */
  target: AlertTargetInput;
  /** Whom it has called by name at the level of the tenant. */
  calledIds: string[] | null;
  repeats: number;
  isUnreached: boolean;
}

/** What a look at an alert led to; the caller stores it as a new version of the alert. */
export interface Steps {
  /** The steps that call somebody, as lines of the timeline. */
  entries: NewEntry[];
  /** What those who are told receive. */
  events: NewEvent[];
}

export const levelOf = (step: AlertStep): AlertTargetKind => (step === 'user' || step === 'role' ? step : 'tenant');

/**
 * Takes every step of the alert that is due or reaches nobody, and writes where it stands then. With `isNew` the step
 * where it stands is taken as well. Null when nothing is due. The alert's row is locked, or not visible to others yet.
 */
export async function takeSteps(
  { clock, climbAfter, onCall, reachableOf }: AlertDependencies,
  unit: UnitOfWork,
  tenantId: string,
  alert: OpenAlert,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<Steps | null> {
  const { trx } = unit;
  const { id: alertId, message, raisedById, target } = alert;
  const now = clock.now();
  const called = await calledBy(trx, { target, raisedById, reachable: reachableOf(tenantId) });
  // whoever comes on duty, or to a screen, after such a step was taken has not been called by it
  const reaches = (step: AlertStep): boolean => called.reaches(step, isNew || step !== alert.step ? undefined : (alert.calledIds ?? undefined));
  const next = advance(alert, now, climbAfter, reaches);
  const course = next ?? alert;
  const entered = [...(isNew ? [alert.step] : []), ...(next?.entered ?? [])];
  const isUnreached = !reaches(course.step);
  if (!isNew && !next && isUnreached === alert.isUnreached) return null;

  const calling = entered.map((step) => ({ step, userIds: called.at(step) })).filter(({ step, userIds }) => userIds.length > 0 || (isNew && step === alert.step));
  const before = isNew ? [] : calledBefore(alert, called);
  const newlyCalled = [...new Set(calling.flatMap(({ userIds }) => userIds))].filter((userId) => !before.includes(userId));
  const byName = calling.filter(({ step }) => levelOf(step) === 'tenant').flatMap(({ userIds }) => userIds);
  const isByName = levelOf(course.step) === 'tenant' && course.step !== 'everyone';
  const calledIds = isByName ? [...new Set([...(alert.calledIds ?? []), ...byName])] : null;
  await storeCourse(trx, tenantId, alertId, { ...course, calledIds, isUnreached, repeats: alert.repeats + (next?.isRepeat ? 1 : 0) });

  const tell = async (about: 'called' | 'unanswered' | 'unreached', userIds: string[]): Promise<NewEvent[]> =>
    userIds.length === 0 ? [] : ((await onCall?.(unit, tenantId, { alertId, message, about, userIds })) ?? []);
  const events = await tell('called', newlyCalled);
  if (isUnreached && !alert.isUnreached) events.push(...(await tell('unreached', [raisedById])));
  else if (next?.isRepeat && alert.repeats === 0) events.push(...(await tell('unanswered', [raisedById])));
  const at = new Date(now);
  return {
    entries: calling.map(({ step }, index): NewEntry => {
      const isFirst = isNew && index === 0;
      return { kind: isFirst ? 'raised' : 'escalated', userId: isFirst ? raisedById : null, target: targetAt(step, target, called), at };
    }),
    events,
  };
}

/** Whom the alert has called already; those on duty and those online by the names that were written down then. */
function calledBefore({ step, calledIds }: OpenAlert, called: Called): string[] {
  const taken = alertSteps.slice(0, alertSteps.indexOf(step) + 1).filter((each) => each !== 'duty' && each !== 'online');
  return [...(calledIds ?? []), ...taken.flatMap(called.at)];
}

function targetAt(step: AlertStep, target: AlertTargetInput, { role }: Called): StepTarget {
  switch (step) {
    case 'user':
      return { step, kind: 'user', id: target.kind === 'user' ? target.id : null };
    case 'role':
      return { step, kind: 'role', id: role };
    case 'duty':
    case 'online':
    case 'everyone':
      return { step, kind: 'tenant', id: null };
  }
}

interface Standing extends AlertCourse {
  calledIds: string[] | null;
  isUnreached: boolean;
  repeats: number;
}

async function storeCourse(trx: TenantTransaction, tenantId: string, alertId: string, { step, nextStepAt, calledIds, isUnreached, repeats }: Standing): Promise<void> {
  const next_step_at = new Date(nextStepAt);
  await trx
    .updateTable('alert')
    .set({ step, level: levelOf(step), next_step_at, called_ids: calledIds, is_unreached: isUnreached, repeats })
    .where('id', '=', alertId)
    .execute();
  await scheduleStep(trx, tenantId, alertId, next_step_at);
}
