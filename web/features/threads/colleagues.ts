import { roleName, type Role } from '../../../shared/roles.ts';
import { compareNames } from '../../../shared/names.ts';
import type { Present } from '../presence/merge-presence.ts';

interface ColleagueGroup {
  group: string;
  items: { value: string; label: string }[];
}

const order: Role[] = ['provider', 'nurse', 'pharmacist', 'technician', 'front_desk', 'admin'];

/** The staff of the tenant as choices, by role and name, without those who are left out. */
export function colleagueGroups(present: Present | undefined, without: readonly string[]): ColleagueGroup[] {
  const people = Object.values(present ?? {}).filter(({ userId, role }) => role !== 'patient' && !without.includes(userId));
  return order
    .map((role) => ({
      group: roleName(role),
      items: people
        .filter((person) => person.role === role)
        .toSorted((a, b) => compareNames(a.name, b.name))
        .map(({ userId, name }) => ({ value: userId, label: name })),
    }))
    .filter(({ items }) => items.length > 0);
}
