import { RailCount } from '../../app/rail-count.tsx';
import { useInbox } from '../inbox/use-inbox-feed.ts';

/** Unread messages over the caller's threads. */
export const ThreadsCount = () => <RailCount count={useInbox().threadsUnread} what="unread" />;
