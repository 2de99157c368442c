import { Text, UnstyledButton } from '@mantine/core';
import { roleName } from '../../../shared/roles.ts';
import classes from './demo-people.module.css';
import type { DemoPerson } from './use-demo-people.ts';

interface DemoPeopleProps {
  people: DemoPerson[];
  onChoose: (person: DemoPerson) => void;
}

/** One click fills in the form. Only a demonstration has any. */
export function DemoPeople({ people, onChoose }: DemoPeopleProps) {
  const tenants = Map.groupBy(people, ({ tenant }) => tenant);
  return (
    <section aria-labelledby="demo-people" className={classes.box}>
      <Text id="demo-people" component="h2" fw={600}>
        This is a demonstration
      </Text>
      <Text c="dimmed">Nothing in it is real. Sign in as:</Text>
      {[...tenants].map(([tenant, members]) => (
        <div key={tenant}>
          <Text size="xs" c="dimmed" fw={600} mt={12} mb={4}>
            {tenant}
          </Text>
          <ul className={classes.people}>
            {members.map((person) => (
              <li key={person.email}>
                <UnstyledButton className={classes.person} onClick={() => onChoose(person)}>
                  <span className={classes.name}><bdi>{person.name}</bdi></span>
                  <span className={classes.role}>{roleName(person.role)}</span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
