import type { Person } from '../../../shared/auth.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { isStaff, type Role } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';

/** Somebody who works for the tenant now, and whose role fits. NOT_FOUND otherwise. */
export async function requireColleague(
  trx: TenantTransaction,
  userId: string,
  fits: (role: Role) => boolean = isStaff,
): Promise<Person> {
  const user = await trx
    .selectFrom('user_account')
    .select(['id', 'name', 'role'])
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user || !fits(user.role)) throw notFound();
  return { id: user.id, name: user.name };
}

/** STALE_VERSION unless the item is as the caller saw it. */
export function requireVersion(current: { version: number }, expectedVersion: number): void {
  if (current.version !== expectedVersion)
    throw new Failure('STALE_VERSION', 'Somebody changed this in the meantime. Look at what changed and try again.');
}

export const person = (id: string | null, name: string | null): Person | null =>
  id === null || name === null ? null : { id, name };

export const patientName = (id: string | null, name: string | null, dateOfBirth: string | null): PatientName | null =>
  id === null || name === null || dateOfBirth === null ? null : { id, name, dateOfBirth };
