import { sql } from 'kysely';
import type { AlertTargetInput } from '../../../shared/alerts.ts';
import type { AlertStep } from '../../../shared/alerts-escalation.ts';
import type { Role } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { onDutyOf } from '../presence/queries.ts';

/** Whom the steps of one alert call, as it is now. Its raiser is called by none of them. */
export interface Called {
  /** The role that the step `role` calls; null where the person who was called first has none here any more. */
  role: Role | null;
  /** User ids, in a steady order. */
  at(step: AlertStep): string[];
  /** Whether the step calls somebody who can hear it now; of a step that was taken before, by name, somebody of `calledIds`. */
  reaches(step: AlertStep, calledIds?: readonly string[]): boolean;
}

interface Alerted {
  /** Whom it called first. */
  target: AlertTargetInput;
  raisedById: string;
  /** Of the tenant's staff, those who can hear a call now; null while that is not known, and then everybody counts. */
  reachable: ReadonlySet<string> | null;
}

export async function calledBy(trx: TenantTransaction, { target, raisedById, reachable }: Alerted): Promise<Called> {
  const staff = await trx
    .selectFrom('user_account')
    .select(['id', 'role'])
    .where('disabled_at', 'is', null)
    // as in the index of the staff, which a parameter would not show to be meant
    .where('role', '<>', sql.lit('patient'))
    // in the order of the index: below a policy the one of the ids is read from end to end
    .orderBy('name')
    .orderBy('id')
    .execute();
  const onDuty = new Set(await onDutyOf(trx));
  const role = roleOf(target, staff);
  const others = staff.filter(({ id }) => id !== raisedById);
  const canHear = (id: string): boolean => reachable?.has(id) ?? true;

  function at(step: AlertStep): string[] {
    const isCalled = (person: (typeof staff)[number]): boolean => {
      switch (step) {
        case 'user':
          return target.kind === 'user' && person.id === target.id;
        case 'role':
          return person.role === role;
        case 'duty':
          return onDuty.has(person.id);
        case 'online':
          return canHear(person.id);
        case 'everyone':
          return true;
      }
    };
    return others.filter(isCalled).map(({ id }) => id).toSorted();
  }

  return { role, at, reaches: (step, calledIds) => at(step).some((id) => canHear(id) && (calledIds?.includes(id) ?? true)) };
}

function roleOf(target: AlertTargetInput, staff: { id: string; role: Role }[]): Role | null {
  switch (target.kind) {
    case 'user':
      return staff.find(({ id }) => id === target.id)?.role ?? null;
    case 'role':
      return target.id;
    case 'tenant':
      return null;
  }
}
