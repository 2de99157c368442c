import { Button, Skeleton, Title } from '@mantine/core';
import { IconCircleCheck, IconUrgent } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import classes from './alerts-page.module.css';
import { OpenAlert } from './open-alert.tsx';
import { PastAlert } from './past-alert.tsx';
import { RaiseDialog } from './raise-dialog.tsx';
import { useAlertList, useAlerts, useOpenAlerts } from './use-alerts.ts';

/** Every urgent alert of the tenant: what nobody has taken yet, and how the others ended. */
export function AlertsPage() {
  usePageTitle('Alerts');
  const isKnown = useAlerts() !== undefined;
  const open = useOpenAlerts();
  const list = useAlertList();
  const past = list.rows.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  const [raising, setRaising] = useState(false);
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <Title order={1} size="lg" className={classes.grow}>
          Alerts
        </Title>
        <Button color="red" leftSection={<IconUrgent size={18} aria-hidden />} onClick={() => setRaising(true)}>
          Raise an alert
        </Button>
      </div>
      <section aria-labelledby="open-alerts">
        <h2 id="open-alerts" className={classes.heading}>
          Open <span data-count>{isKnown ? open.length : ''}</span>
        </h2>
        {!isKnown && <Skeleton height={120} role="status" aria-busy="true" aria-label="Loading" />}
        {isKnown && open.length === 0 && (
          <div className={classes.panel}>
            <EmptyState icon={IconCircleCheck} title="Nobody is waiting for help">
              An alert stays here until somebody has taken it.
            </EmptyState>
          </div>
        )}
        <ul className={classes.list}>
          {open.map((alert) => (
            <OpenAlert key={alert.id} alert={alert} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="past-alerts">
        <h2 id="past-alerts" className={classes.heading}>
          Taken
        </h2>
        {list.isPending && <Skeleton height={176} role="status" aria-busy="true" aria-label="Loading" />}
        {list.isError && !list.data && (
          <ErrorState title="Past alerts could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data && past.length === 0 && <p className={classes.none}>None yet.</p>}
        {past.length > 0 && (
          <ul className={`${classes.list} ${classes.panel}`}>
            {past.map((alert) => (
              <PastAlert key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button mt={12} variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchNextPageError ? 'Older ones did not load. Try again' : 'Show older'}
          </Button>
        )}
      </section>
      {raising && <RaiseDialog onClose={() => setRaising(false)} />}
    </div>
  );
}
