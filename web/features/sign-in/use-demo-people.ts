import { useEffect, useState } from 'react';
import type { Role } from '../../../shared/roles.ts';

export interface DemoPerson {
  email: string;
  name: string;
  role: Role;
  /** What they belong to, by name. */
  tenant: string;
}

/** The accounts of a demonstration; empty everywhere else. */
export function useDemoPeople(): DemoPerson[] {
  const [people, setPeople] = useState<DemoPerson[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    fetch('/demo.json', { signal: controller.signal, headers: { accept: 'application/json' } })
      .then((answer) => (answer.ok ? answer.json() : { people: [] }))
      .then((answer: { people: DemoPerson[] }) => setPeople(answer.people))
      .catch(() => undefined);
    return () => controller.abort();
  }, []);
  return people;
}

/** Everyone may know it: it opens nothing but the demonstration. */
export const demoPassword = 'medsync-demo';
