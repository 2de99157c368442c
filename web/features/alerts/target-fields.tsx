import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PresentUser } from '../../../shared/presence.ts';
import { isRoleOf, isStaff, roleName, roles, type Role } from '../../../shared/roles.ts';
import { compareNames } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';
import { useUser } from '../../lib/use-user.ts';
import { usePresent } from '../presence/use-present.ts';

interface FieldProps<Value> {
  value: Value | null;
  error: ReactNode;
  onChange(value: Value | null): void;
}

const isHere = ({ status }: PresentUser): boolean => status !== 'offline';

function useColleagues(): PresentUser[] {
  const { id } = useUser();
  return Object.values(usePresent() ?? {})
    .filter(({ userId, role }) => userId !== id && isStaff(role))
    .toSorted((a, b) => compareNames(a.name, b.name));
}

/** One colleague, those who are here first. */
export function PersonField({ value, error, onChange }: FieldProps<string>) {
  const colleagues = useColleagues();
  const options = (people: PresentUser[]) => people.map(({ userId, name, role }) => ({ value: userId, label: `${name}, ${roleName(role).toLowerCase()}` }));
  const chosen = colleagues.find(({ userId }) => userId === value);
  return (
    <Select
      label="Person"
      required
      searchable
      placeholder="Search by name"
      nothingFoundMessage="Nobody of this name works here"
      data={[
        { group: 'Here now', items: options(colleagues.filter(isHere)) },
        { group: 'Not here', items: options(colleagues.filter((person) => !isHere(person))) },
      ].filter(({ items }) => items.length > 0)}
      description={chosen && !isHere(chosen) ? sentence`${chosen.name} has no screen open at the moment.` : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

/** A role of this tenant, with how many of it are here. */
export function RoleField({ value, error, onChange }: FieldProps<Exclude<Role, 'patient'>>) {
  const { tenantKind } = useUser();
  const colleagues = useColleagues();
  const offered = roles.filter((role) => role !== 'patient').filter((role) => isRoleOf(tenantKind, role));
  const here = (role: Role): number => colleagues.filter((person) => person.role === role && isHere(person)).length;
  return (
    <Select
      label="Role"
      required
      placeholder="Choose one"
      data={offered.map((role) => ({ value: role, label: `${roleName(role)} (${here(role)} here)` }))}
      value={value}
      error={error}
      onChange={(role) => onChange(offered.find((one) => one === role) ?? null)}
    />
  );
}
