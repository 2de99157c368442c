import { ActionIcon, Avatar } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { roleName } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { plainName } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';
import { StatusMark } from '../presence/status-mark.tsx';
import { usePresent } from '../presence/use-present.ts';
import classes from './thread-panel.module.css';

interface ParticipantRowProps {
  member: Member;
  isSelf: boolean;
  onRemove(): void;
}

export function ParticipantRow({ member: { id, name, role }, isSelf, onRemove }: ParticipantRowProps) {
  const status = usePresent()?.[id]?.status;
  return (
    <li className={classes.person}>
      <Avatar name={plainName(name)} size={28} radius="xl" color="brand" aria-hidden />
      <span className={classes.who}>
        <span className={classes.name}>
          {name}
          {isSelf && ' (you)'}
        </span>
        <span className={classes.role}>
          {roleName(role)}
          {status && <StatusMark status={status} />}
        </span>
      </span>
      {!isSelf && (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={sentence`Remove ${name}`} title="Remove" onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
