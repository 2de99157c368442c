import type { User } from '../../shared/auth.ts';
import { isStaff } from '../../shared/roles.ts';

/** Which of the app's sides somebody works in. */
export const places = ['pharmacy_staff', 'pharmacy_patient', 'clinic_staff', 'clinic_patient'] as const;
export type Place = (typeof places)[number];

export const placeOf = ({ role, tenantKind }: User): Place => `${tenantKind}_${isStaff(role) ? 'staff' : 'patient'}`;
