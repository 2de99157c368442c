import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { Role } from '../../../shared/roles.ts';
import { paths } from '../../app/paths.ts';

export interface DemoPerson {
  email: string;
  name: string;
  role: Role;
  /** What they belong to, by name. */
  tenant: string;
}

/** The accounts of a demonstration; empty everywhere else, and null while the server has not said. */
export function useDemoPeople(): DemoPerson[] | null {
  const [people, setPeople] = useState<DemoPerson[] | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    fetch('/demo.json', { signal: controller.signal, headers: { accept: 'application/json' } })
      .then((answer) => (answer.ok ? answer.json() : { people: [] }))
      .then((answer: { people: DemoPerson[] }) => setPeople(answer.people))
      .catch(() => controller.signal.aborted || setPeople([]));
    return () => controller.abort();
  }, []);
  return people;
}

/** Everyone may know it: it opens nothing but the demonstration. */
export const demoPassword = 'medsync-demo';

/** What a link for another window says behind `#`, which no server is told. */
const linkPrefix = '#as=';

/** A link that signs the person in, in whatever window it is opened. */
export const demoLink = ({ email }: DemoPerson, origin: string): string => `${origin}${paths.signIn}${linkPrefix}${encodeURIComponent(email)}`;

/** For whom of the demonstration a link was followed: null for nobody, `unknown` while its people are. */
export function useLinkedPerson(people: DemoPerson[] | null): DemoPerson | 'unknown' | null {
  const { hash } = useLocation();
  if (!hash.startsWith(linkPrefix)) return null;
  if (people === null) return 'unknown';
  return people.find(({ email }) => encodeURIComponent(email) === hash.slice(linkPrefix.length)) ?? null;
}
