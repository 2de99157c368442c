import { CountMark } from '../../ui/count-mark.tsx';
import { useInbox } from '../inbox/use-inbox-feed.ts';

/** Unread messages over the caller's threads. */
export const ThreadsCount = () => <CountMark count={useInbox().threadsUnread} what="unread" />;
