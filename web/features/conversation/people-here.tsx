import { Avatar, Group, Text, Tooltip } from '@mantine/core';
import { roleName } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { plainName } from '../../../shared/names.ts';
import { hereWords } from './typing-words.ts';

const shown = 3;

/** Who else has this conversation, or this chart, open at the moment, for staff. */
export function PeopleHere({ viewers, callerId, faceSize = 20 }: { viewers: Member[]; callerId: string; faceSize?: number }) {
  const others = viewers.filter(({ id }) => id !== callerId);
  return (
    <Group gap={8} wrap="nowrap" miw={0} role="group" aria-label="Who is here">
      {others.length > 0 && (
        <Avatar.Group spacing={6} aria-hidden>
          {others.slice(0, shown).map(({ id, name, role }) => (
            <Tooltip key={id} label={`${name}, ${roleName(role).toLowerCase()}`}>
              <Avatar name={plainName(name)} size={faceSize} radius="xl" color={role === 'patient' ? 'green' : 'brand'} />
            </Tooltip>
          ))}
        </Avatar.Group>
      )}
      <Text size="xs" c="dimmed" truncate>
        {hereWords(others) || 'Only you are here'}
      </Text>
    </Group>
  );
}
