import { Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Thread } from '../../../shared/threads.ts';
import { sentence } from '../../../shared/text.ts';
import { paths } from '../../app/paths.ts';
import box from '../../ui/boxed-list.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './chart-list.module.css';

/** The conversations among staff about the patient that the reader takes part in. */
export function ChartThreads({ threads }: { threads: Thread[] }) {
  if (threads.length === 0)
    return (
      <EmptyState icon={IconMessages} title="No thread about this patient">
        Threads among staff about the patient that you take part in appear here.
      </EmptyState>
    );
  return (
    <ul className={box.list} aria-label="Threads" style={{ marginBlockStart: 12 }}>
      {threads.map(({ roomId, subject, participants, lastMessage, unread, updatedAt }) => (
        <li key={roomId}>
          <Link className={classes.thread} to={paths.thread(roomId)}>
            <span className={classes.main}>
              <Text span fw={unread > 0 ? 600 : 500} truncate display="block">
                <bdi>{subject}</bdi>
              </Text>
              <Text span size="xs" c="dimmed" truncate display="block">
                {lastMessage ? sentence`${lastMessage.senderName}: ${lastMessage.content}` : participants.map(({ name }) => name).join(', ')}
              </Text>
            </span>
            <Text span size="xs" c="dimmed" className={classes.aside}>
              {unread > 0 && <strong data-count>{unread} unread, </strong>}
              <RelativeTime at={updatedAt} />
            </Text>
          </Link>
        </li>
      ))}
    </ul>
  );
}
