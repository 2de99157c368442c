import { VisuallyHidden } from '@mantine/core';
import { IconEye, IconLock } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { Person } from '../../../shared/auth.ts';
import type { ChatOrderSummary, LastMessage } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import { initialsOf } from '../../../shared/names.ts';
import { isolated, sentence } from '../../../shared/text.ts';
import listClasses from '../../ui/list-pane.module.css';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusSign } from '../../ui/status-badge.tsx';
import { birthDate } from '../../ui/time-words.ts';
import classes from './queue-row.module.css';
import { medicineOf, saidLast } from './queue-words.ts';
import { WaitingMark } from './waiting-mark.tsx';

interface QueueRowProps {
  order: ChatOrderSummary;
  /** More room. */
  isComfortable: boolean;
  /** Who else has it open. */
  viewers: Person[];
  callerId: string;
  to: { pathname: string; search: string };
  isOpen: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

/** Two lines: who, and how long they have been waiting; what they need, and what they said last. */
export function QueueRow({ order, isComfortable, viewers, callerId, to, isOpen, onKeyDown }: QueueRowProps) {
  const { patient, unread, assignee, status, lastNote } = order;
  const medicine = medicineOf(order);
  const said = saidLast(order, callerId);
  return (
    <li className={listClasses.item}>
      <Link
        to={to}
        state={{ fromList: true }}
        className={`${listClasses.row} ${classes.row}`}
        aria-current={isOpen || undefined}
        data-comfortable={isComfortable || undefined}
        data-unread={unread > 0 || undefined}
        data-room={order.roomId}
        onKeyDown={onKeyDown}
      >
        <span className={classes.line}>
          <span className={classes.person} title={sentence`${patient.name}, b. ${birthDate(patient.dateOfBirth)}`}>
            <PersonName name={patient.name} truncate className={classes.name ?? ''} />
            <span className={classes.birth} data-time>
              b. {birthDate(patient.dateOfBirth)}
            </span>
          </span>
          <StatusSign status={status} />
          <WaitingMark order={order} />
        </span>
        <span className={classes.line}>
          {medicine !== '' && <span className={classes.medicine}>{medicine}</span>}
          <span className={classes.words}>
            {said.author}
            <bdi>{said.words}</bdi>
          </span>
          {lastNote && <NoteMark note={lastNote} />}
          {viewers.length > 0 && <ViewersMark viewers={viewers} />}
          <HolderMark assignee={assignee} isOwn={assignee?.id === callerId} />
          {unread > 0 && (
            <span className={listClasses.count} data-count>
              {unread >= limits.page.unreadCap ? `${limits.page.unreadCap - 1}+` : unread}
              <VisuallyHidden> unread</VisuallyHidden>
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

function NoteMark({ note }: { note: LastMessage }) {
  return (
    <span className={classes.note} title={sentence`Note by ${note.senderName}: ${note.content}`}>
      <IconLock size={12} stroke={2.25} aria-hidden />
      <VisuallyHidden>Note</VisuallyHidden>
    </span>
  );
}

function ViewersMark({ viewers }: { viewers: Person[] }) {
  const [first, ...others] = viewers;
  return (
    <span className={classes.viewers} title={`Open at ${viewers.map(({ name }) => isolated(name)).join(', ')}`}>
      <IconEye size={14} aria-label="Open at" />
      <VisuallyHidden>{first!.name}</VisuallyHidden>
      {others.length > 0 && `+${others.length}`}
    </span>
  );
}

function HolderMark({ assignee, isOwn }: { assignee: Person | null; isOwn: boolean }) {
  if (!assignee) return <VisuallyHidden>Unassigned</VisuallyHidden>;
  return (
    <span className={classes.holder} data-own={isOwn || undefined} title={isOwn ? 'Yours' : sentence`Taken by ${assignee.name}`}>
      <span aria-hidden>{isOwn ? 'You' : initialsOf(assignee.name).join('')}</span>
      <VisuallyHidden>{isOwn ? 'Yours' : assignee.name}</VisuallyHidden>
    </span>
  );
}
