import { Text, UnstyledButton } from '@mantine/core';
import { IconSpy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { roleName } from '../../../shared/roles.ts';
import { sentence } from '../../../shared/text.ts';
import classes from './demo-people.module.css';
import { PrivateWindowDialog } from './private-window-dialog.tsx';
import type { DemoPerson } from './use-demo-people.ts';

interface DemoPeopleProps {
  people: DemoPerson[];
  /** Who is being signed in. */
  busy: DemoPerson | null;
  /** Why that failed the last time. */
  problem: ReactNode;
  onChoose: (person: DemoPerson) => void;
}

/** One click signs in. Only a demonstration has any. */
export function DemoPeople({ people, busy, problem, onChoose }: DemoPeopleProps) {
  const [explained, setExplained] = useState<DemoPerson | null>(null);
  const tenants = Map.groupBy(people, ({ tenant }) => tenant);
  return (
    <section aria-labelledby="demo-people" className={classes.box}>
      <Text id="demo-people" component="h2" fw={600}>
        This is a demonstration
      </Text>
      <Text c="dimmed">Nothing in it is real. One click signs you in.</Text>
      <Text c="dimmed" mt={4}>
        It is best seen with two people: sign in as one of them here, and as another in a private window (
        <IconSpy size={16} role="img" aria-label="the button beside each name" className={classes.sign} /> says how).
      </Text>
      {problem}
      {[...tenants].map(([tenant, members]) => (
        <div key={tenant}>
          <Text size="xs" c="dimmed" fw={600} mt={12} mb={4}>
            {tenant}
          </Text>
          <ul className={classes.people}>
            {members.map((person) => (
              <li key={person.email} className={classes.row}>
                <UnstyledButton className={classes.person} aria-busy={busy?.email === person.email} disabled={busy !== null} onClick={() => onChoose(person)}>
                  <span className={classes.name}><bdi>{person.name}</bdi></span>
                  <span className={classes.role}>{busy?.email === person.email ? 'Signing in…' : roleName(person.role)}</span>
                </UnstyledButton>
                <UnstyledButton
                  className={classes.beside}
                  aria-label={sentence`${person.name} in a private window`}
                  title="In a private window"
                  onClick={() => setExplained(person)}
                >
                  <IconSpy size={20} aria-hidden />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {explained && <PrivateWindowDialog person={explained} onClose={() => setExplained(null)} />}
    </section>
  );
}
