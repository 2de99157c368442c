import { isStaff } from '../../../shared/roles.ts';
import type { Present } from '../presence/merge-presence.ts';

/** Whether somebody at the pharmacy is there for the patient; null until it is known. */
export function pharmacyIsHere(present: Present | undefined): boolean | null {
  if (!present) return null;
  return Object.values(present).some(({ role, status }) => isStaff(role) && status === 'online');
}

export const pharmacyWords = (isHere: boolean): string =>
  isHere ? 'Your pharmacy is here' : 'Nobody is at the desk now. You can write: your pharmacy answers when it is back.';
