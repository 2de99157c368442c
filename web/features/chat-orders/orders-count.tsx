import { CountMark } from '../../ui/count-mark.tsx';
import { useInbox } from '../inbox/use-inbox-feed.ts';

/** Unread messages of the orders that are the caller's or nobody's; without any, the orders that nobody has taken. */
export function OrdersCount() {
  const { unread, counts } = useInbox();
  return unread > 0 ? <CountMark count={unread} what="unread" /> : <CountMark count={counts?.unassigned ?? 0} what="nobody has taken" />;
}
