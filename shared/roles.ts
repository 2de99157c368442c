export const roles = ['admin', 'pharmacist', 'technician', 'provider', 'nurse', 'front_desk', 'patient'] as const;
export type Role = (typeof roles)[number];

export const tenantKinds = ['pharmacy', 'clinic'] as const;
export type TenantKind = (typeof tenantKinds)[number];

/** Everyone who works for the tenant; patients are the only people who do not. */
export const isStaff = (role: Role): boolean => role !== 'patient';

/** Who works in a clinic: they see its schedule and its patients' charts. */
export const isClinicStaff = (role: Role): boolean =>
  role === 'admin' || role === 'provider' || role === 'nurse' || role === 'front_desk';

/** Who may hold and work an order: the pharmacy's people. */
export const isPharmacyStaff = (role: Role): boolean =>
  role === 'admin' || role === 'pharmacist' || role === 'technician';

/** Whether people of a tenant of this kind can have the role. */
export const isRoleOf = (kind: TenantKind, role: Role): boolean => role === 'patient' || (kind === 'clinic' ? isClinicStaff(role) : isPharmacyStaff(role));

const roleNames: Record<Role, string> = {
  admin: 'Administrator',
  pharmacist: 'Pharmacist',
  technician: 'Technician',
  provider: 'Provider',
  nurse: 'Nurse',
  front_desk: 'Front desk',
  patient: 'Patient',
};

/** How a role is called on screen. */
export const roleName = (role: Role): string => roleNames[role];
