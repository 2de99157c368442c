import type { ReactNode } from 'react';
import { concerns } from '../../../shared/alerts.ts';
import { useUser } from '../../lib/use-user.ts';
import { TitleCallContext } from '../../ui/use-page-title.ts';
import { useOpenAlerts } from './use-alerts.ts';

/** Puts the call of urgent alerts into the title of the pages below. */
export function AlertTitle({ children }: { children: ReactNode }) {
  const user = useUser();
  const isCalled = useOpenAlerts().some((alert) => concerns(alert, user));
  return <TitleCallContext value={isCalled ? '(!) Urgent alert' : null}>{children}</TitleCallContext>;
}
