import { Avatar, Group, Text, Tooltip } from '@mantine/core';
import { isStaff, roleName } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { firstName } from './typing-words.ts';
import classes from './conversation-view.module.css';

const shown = 3;

function words(others: Member[], forPatient: boolean): string {
  const names = others.map(({ name, role }) => (forPatient ? `${firstName(name)} (${roleName(role).toLowerCase()})` : firstName(name)));
  if (names.length === 0) return forPatient ? 'Nobody from the pharmacy is here right now' : 'Only you are here';
  return `${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)} ${names.length === 1 ? 'is' : 'are'} here`;
}

/** Who else has this conversation open at the moment. */
export function PeopleHere({ viewers, callerId, forPatient }: { viewers: Member[]; callerId: string; forPatient: boolean }) {
  const others = viewers.filter(({ id }) => id !== callerId);
  const relevant = forPatient ? others.filter(({ role }) => isStaff(role)) : others;
  return (
    <Group gap={8} wrap="nowrap" miw={0} role="group" aria-label="Who is here">
      <Avatar.Group spacing={6} aria-hidden>
        {relevant.slice(0, shown).map(({ id, name, role }) => (
          <Tooltip key={id} label={`${name}, ${roleName(role).toLowerCase()}`}>
            <Avatar name={name} size={24} color={isStaff(role) ? 'initials' : 'gray'} radius="xl" />
          </Tooltip>
        ))}
      </Avatar.Group>
      <Text size="xs" c="dimmed" truncate className={relevant.length > 0 ? classes.someoneHere : undefined}>
        {words(relevant, forPatient)}
      </Text>
    </Group>
  );
}
