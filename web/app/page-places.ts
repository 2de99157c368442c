import type { Role } from '../../shared/roles.ts';
import type { User } from '../../shared/auth.ts';
import { placeOf, type Place } from './place.ts';

/** Whose a page is: the sides that it belongs to and, where it is not everybody's there, the role. */
interface PageOwners {
  places: readonly Place[];
  role?: Role;
}

const everybody: PageOwners = { places: ['pharmacy_staff', 'pharmacy_patient', 'clinic_staff', 'clinic_patient'] };
const staff: PageOwners = { places: ['pharmacy_staff', 'clinic_staff'] };
const clinicStaff: PageOwners = { places: ['clinic_staff'] };

/** Every page behind the sign-in by its route, and whose it is. A route that is not here is none; for all others there is nothing at the address. */
const pageOwners = {
  '/': everybody,
  // one route for the list and an order, so that opening an order keeps the list as it is
  '/orders/:roomId?': { places: ['pharmacy_staff', 'pharmacy_patient'] },
  '/new-order': { places: ['pharmacy_patient'] },
  '/schedule': clinicStaff,
  '/visits/:visitId': clinicStaff,
  '/board': clinicStaff,
  '/patients': clinicStaff,
  '/patients/:patientId': clinicStaff,
  '/work/:kind?': clinicStaff,
  '/clinic-settings': { places: ['clinic_staff'], role: 'admin' },
  '/alerts': staff,
  // one route for the list and a thread, too
  '/threads/:roomId?': staff,
  '/team': staff,
  '/sessions': everybody,
  '/notifications': everybody,
  '/settings': everybody,
} as const satisfies Record<string, PageOwners>;

export type PageRoute = keyof typeof pageOwners;
export const pageRoutes = Object.keys(pageOwners) as PageRoute[];

export function isPageOf(route: PageRoute, user: User): boolean {
  const { places, role }: PageOwners = pageOwners[route];
  return places.includes(placeOf(user)) && (role === undefined || role === user.role);
}
