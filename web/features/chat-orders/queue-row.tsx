import { Text, VisuallyHidden } from '@mantine/core';
import { IconEye, IconLock } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { Person } from '../../../shared/auth.ts';
import { limits } from '../../../shared/limits.ts';
import { firstName } from '../../../shared/names.ts';
import { isolated, sentence } from '../../../shared/text.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { birthDate } from '../../ui/time-words.ts';
import { WaitingMark } from './waiting-mark.tsx';
import classes from '../../ui/list-pane.module.css';

interface QueueRowProps {
  order: ChatOrderSummary;
  /** Who else has it open. */
  viewers: Person[];
  callerId: string;
  to: { pathname: string; search: string };
  isOpen: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

export function QueueRow({ order, viewers, callerId, to, isOpen, onKeyDown }: QueueRowProps) {
  const { patient, unread, assignee, status } = order;
  return (
    <li className={classes.item}>
      <Link
        to={to}
        state={{ fromList: true }}
        className={classes.row}
        aria-current={isOpen || undefined}
        data-unread={unread > 0 || undefined}
        data-room={order.roomId}
        onKeyDown={onKeyDown}
      >
        <span className={classes.line}>
          <span className={classes.person}>
            <PersonName name={patient.name} truncate />
            <span className={classes.birth} data-time>
              b. {birthDate(patient.dateOfBirth)}
            </span>
          </span>
          <WaitingMark order={order} />
        </span>
        <span className={classes.line}>
          <Preview order={order} callerId={callerId} />
          {unread > 0 && (
            <span className={classes.count} data-count>
              {unread >= limits.page.unreadCap ? `${limits.page.unreadCap - 1}+` : unread}
              <VisuallyHidden> unread</VisuallyHidden>
            </span>
          )}
        </span>
        <span className={classes.line}>
          <StatusBadge status={status} size="sm" />
          <Text span size="xs" c="dimmed" truncate className={classes.grow}>
            {assignee ? (assignee.id === callerId ? 'Yours' : <bdi>{assignee.name}</bdi>) : 'Unassigned'}
          </Text>
          {viewers.length > 0 && (
            <span className={classes.viewers} title={`Open at ${viewers.map(({ name }) => isolated(name)).join(', ')}`}>
              <IconEye size={14} aria-label="Open at" />
              <bdi>{firstName(viewers[0]!.name)}</bdi>
              {viewers.length > 1 && ` +${viewers.length - 1}`}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

/** What was said last; what was ordered when nothing was said. */
function Preview({ order: { lastMessage, items }, callerId }: { order: ChatOrderSummary; callerId: string }) {
  if (!lastMessage) {
    const names = items.map(({ name, strength }) => sentence`${name} ${strength}`.trim()).join(', ');
    return (
      <Text span size="sm" c="dimmed" truncate className={classes.grow}>
        {names === '' ? 'No messages yet' : names}
      </Text>
    );
  }
  const isNote = lastMessage.visibility === 'staff';
  const author = lastMessage.senderId === callerId ? 'You: ' : isNote ? sentence`${firstName(lastMessage.senderName)}: ` : '';
  return (
    <Text span size="sm" truncate className={`${classes.grow} ${classes.preview}`}>
      {isNote && (
        <span className={classes.note}>
          <IconLock size={12} stroke={2.25} aria-hidden /> Note
        </span>
      )}
      {author}
      <bdi>{lastMessage.content}</bdi>
    </Text>
  );
}
