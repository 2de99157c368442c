import { useMemo } from 'react';
import { isStaff } from '../../../shared/roles.ts';
import type { PresentUser } from '../../../shared/presence.ts';
import { compareNames } from '../../../shared/names.ts';
import { usePresent } from '../presence/use-present.ts';

/** Everyone who works here, by name, the caller too; nobody until it is known. */
export function useColleagues(): PresentUser[] {
  const present = usePresent();
  return useMemo(
    () =>
      Object.values(present ?? {})
        .filter(({ role }) => isStaff(role))
        .toSorted((a, b) => compareNames(a.name, b.name)),
    [present],
  );
}
