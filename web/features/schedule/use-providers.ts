import { useMemo } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import { compareNames } from '../../../shared/names.ts';
import { usePresent } from '../presence/use-present.ts';

/** Who sees patients, by name: the clinic's providers, and whoever else these visits are with. Undefined until known. */
export function useProviders(visits: Appointment[]): Person[] | undefined {
  const present = usePresent();
  return useMemo(() => {
    if (!present) return undefined;
    const providers = new Map<string, Person>();
    for (const { userId: id, name, role } of Object.values(present)) if (role === 'provider') providers.set(id, { id, name });
    for (const { provider } of visits) if (!providers.has(provider.id)) providers.set(provider.id, provider);
    return [...providers.values()].toSorted((a, b) => compareNames(a.name, b.name) || a.id.localeCompare(b.id));
  }, [present, visits]);
}
