import { useMemo, type ReactNode } from 'react';
import { concerns } from '../../shared/alert-state.ts';
import { useOpenAlerts } from '../features/alerts/use-alerts.ts';
import { useInbox } from '../features/inbox/use-inbox-feed.ts';
import { useUser } from '../lib/use-user.ts';
import { TitleCallContext } from '../ui/use-page-title.ts';

/** Puts what is unread, and the call of urgent alerts, into the title of the pages below. */
export function StaffTitle({ children }: { children: ReactNode }) {
  const user = useUser();
  const isCalled = useOpenAlerts().some((alert) => concerns(alert, user));
  return <UnreadTitle words={isCalled ? '(!) Urgent alert' : null}>{children}</UnreadTitle>;
}

/** Puts what is unread into the title of the pages below. */
export function UnreadTitle({ words = null, children }: { words?: string | null; children: ReactNode }) {
  const { unread, threadsUnread } = useInbox();
  const count = unread + threadsUnread;
  const call = useMemo(() => ({ words, count }), [words, count]);
  return <TitleCallContext value={call}>{children}</TitleCallContext>;
}
