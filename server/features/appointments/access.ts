import { sentence } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import { visitInTheWay } from './queries.ts';

export interface Slot {
  providerId: string;
  startsAt: Date;
  endsAt: Date;
  /** The visit that wants the slot: it is not in its own way. */
  exceptId: string;
}

/** PROVIDER_BUSY, with who and when, if another visit takes up some of the time. */
export async function requireFreeSlot(trx: TenantTransaction, slot: Slot): Promise<void> {
  const visit = await visitInTheWay(trx, slot);
  if (!visit) return;
  throw new Failure('PROVIDER_BUSY', sentence`${visit.provider.name} has another visit at this time.`, {
    busy: { appointmentId: visit.id, patientName: visit.patient.name, startsAt: visit.startsAt, endsAt: visit.endsAt },
  });
}

/** What the database refuses, whatever the code above it believed, is refused in the same words. */
export async function refuseOverlap<T>(book: () => Promise<T>): Promise<T> {
  try {
    return await book();
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'appointment_provider_busy')
      throw new Failure('PROVIDER_BUSY', 'The provider has another visit at this time.');
    throw error;
  }
}

/**
 * Makes those who want time of one provider take turns, so that each finds the calendar as the one before left it: the
 * exclusion constraint alone would let two wait for each other.
 */
export const lockCalendar = (trx: TenantTransaction, providerId: string) =>
  trx.selectFrom('user_account').select(['role', 'disabled_at']).where('id', '=', providerId).forNoKeyUpdate().executeTakeFirst();

/** Locks the calendar of somebody with whom visits can be booked. NOT_FOUND when the tenant has no such provider. */
export async function lockProvider(trx: TenantTransaction, providerId: string): Promise<void> {
  const provider = await lockCalendar(trx, providerId);
  if (provider?.role !== 'provider' || provider.disabled_at !== null) throw notFound();
}

/** Locks the patient's calendar, after the provider's. NOT_FOUND when the tenant has no such patient. */
export async function lockPatient(trx: TenantTransaction, patientId: string): Promise<void> {
  const patient = await trx.selectFrom('patient').select('id').where('id', '=', patientId).forNoKeyUpdate().executeTakeFirst();
  if (!patient) throw notFound();
}
