import { Text, VisuallyHidden } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { limits } from '../../../shared/limits.ts';
import type { Thread } from '../../../shared/threads.ts';
import { firstName } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';
import { paths } from '../../app/paths.ts';
import classes from '../../ui/list-pane.module.css';
import { PersonName } from '../../ui/person-name.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { participantWords } from './thread-words.ts';

interface ThreadRowProps {
  thread: Thread;
  callerId: string;
  isOpen: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

export function ThreadRow({ thread, callerId, isOpen, onKeyDown }: ThreadRowProps) {
  const { roomId, subject, patient, participants, lastMessage, unread, updatedAt } = thread;
  return (
    <li className={classes.item}>
      <Link
        to={paths.thread(roomId)}
        state={{ fromList: true }}
        className={classes.row}
        aria-current={isOpen || undefined}
        data-unread={unread > 0 || undefined}
        data-room={roomId}
        onKeyDown={onKeyDown}
      >
        <span className={classes.line}>
          <Text span size="sm" fw={600} truncate className={classes.grow}>
            <bdi>{subject}</bdi>
          </Text>
          <RelativeTime at={updatedAt} className={classes.waiting ?? ''} />
        </span>
        <span className={classes.line}>
          <Text span size="sm" truncate className={`${classes.grow} ${classes.preview}`}>
            {lastMessage
              ? sentence`${lastMessage.senderId === callerId ? 'You' : firstName(lastMessage.senderName)}: ${lastMessage.content}`
              : 'No messages yet'}
          </Text>
          {unread > 0 && (
            <span className={classes.count} data-count>
              {unread >= limits.page.unreadCap ? `${limits.page.unreadCap - 1}+` : unread}
              <VisuallyHidden> unread</VisuallyHidden>
            </span>
          )}
        </span>
        <span className={classes.line}>
          {patient && (
            <span className={classes.viewers}>
              <IconUser size={14} aria-label="About" />
              <PersonName name={patient.name} dateOfBirth={patient.dateOfBirth} size="xs" />
            </span>
          )}
          <Text span size="xs" c="dimmed" truncate className={classes.grow} ta={patient ? 'end' : 'start'}>
            {participantWords(participants, callerId)}
          </Text>
        </span>
      </Link>
    </li>
  );
}
