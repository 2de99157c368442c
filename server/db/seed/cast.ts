import type { Person } from '../../../shared/auth.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import type { Member } from '../../../shared/rooms.ts';

export interface CastPatient extends PatientName {
  /** The account of a patient who has one. */
  userId: string | null;
}

/** The people whom a tenant's scripts speak of. */
export interface Cast {
  tenantId: string;
  /** Who has an account. */
  accounts: Member[];
  patients: CastPatient[];
}

export function accountCalled(cast: Cast, firstName: string): Member {
  const account = cast.accounts.find(({ name }) => name.split(' ')[0] === firstName);
  if (!account) throw new Error(`No ${firstName} has an account.`);
  return account;
}

export function patientCalled(cast: Cast, name: string): CastPatient {
  const patient = cast.patients.find((one) => one.name === name);
  if (!patient) throw new Error(`No patient is called ${name}.`);
  return patient;
}

/** Somebody of the staff, by their full name. */
export function staffCalled(cast: Cast, name: string): Person {
  const person = cast.accounts.find((one) => one.name === name);
  if (!person) throw new Error(`Nobody of the staff is called ${name}.`);
  return { id: person.id, name: person.name };
}
