import { VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import type { Notification } from '../../../shared/notifications.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './notification-list.module.css';
import { subjectPath } from './subject-path.ts';
import { typeWords } from './type-words.ts';

interface NotificationRowProps {
  notification: Notification;
  /** Shows all of its words; else the first lines. */
  isWhole?: boolean;
  onOpen(notification: Notification): void;
}

/** One notification: what it is, what it says, when. The whole row leads to what it is about. */
export function NotificationRow({ notification, isWhole = false, onOpen }: NotificationRowProps) {
  const { type, title, body, createdAt, readAt } = notification;
  const { name, Sign } = typeWords[type];
  return (
    <li className={classes.item}>
      <Link
        to={subjectPath(notification)}
        className={classes.row}
        data-unread={readAt === null || undefined}
        data-urgent={type === 'alert.urgent' || undefined}
        aria-current={isWhole || undefined}
        onClick={() => onOpen(notification)}
      >
        <span className={classes.sign} title={name}>
          <Sign size={20} stroke={1.75} aria-label={name} />
        </span>
        <span className={classes.words}>
          <span className={classes.line}>
            <span className={classes.title}>{title}</span>
            <RelativeTime at={createdAt} className={classes.time ?? ''} />
          </span>
          <span className={classes.body}>{body}</span>
        </span>
        <span className={classes.dot}>{readAt === null && <VisuallyHidden>Unread</VisuallyHidden>}</span>
      </Link>
    </li>
  );
}
