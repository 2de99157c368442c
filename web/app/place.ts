import type { User } from '../../shared/auth.ts';
import { isStaff } from '../../shared/roles.ts';

/** Which of the app's sides somebody works in. */
export type Place = 'pharmacy_staff' | 'pharmacy_patient' | 'clinic_staff' | 'clinic_patient';

export const placeOf = ({ role, tenantKind }: User): Place => `${tenantKind}_${isStaff(role) ? 'staff' : 'patient'}`;
