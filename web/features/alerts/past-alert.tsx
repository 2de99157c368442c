import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Alert } from '../../../shared/alerts.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { AboutAlert } from './about-alert.tsx';
import { AlertTimeline } from './alert-timeline.tsx';
import { stopwatch } from './alert-words.ts';
import classes from './alerts-page.module.css';

/** An alert that somebody has taken, in two lines; all of what happened on demand. */
export function PastAlert({ alert }: { alert: Alert }) {
  const [opened, setOpened] = useState(false);
  const { message, raisedAt, acknowledgedBy, openFor } = alert;
  return (
    <li className={classes.past} data-testid="past-alert">
      <UnstyledButton className={classes.row} aria-expanded={opened} onClick={() => setOpened((value) => !value)}>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        <span className={classes.grow}>
          <span className={classes.short}>{message}</span>
          <span className={classes.taken}>
            Taken by <bdi>{acknowledgedBy?.name}</bdi> after <span data-count>{stopwatch(openFor ?? 0)}</span>
          </span>
        </span>
        <RelativeTime at={raisedAt} className={classes.when ?? ''} />
      </UnstyledButton>
      <Collapse expanded={opened}>
        <div className={classes.detail}>
          <AboutAlert alert={alert} />
          <AlertTimeline alert={alert} />
        </div>
      </Collapse>
    </li>
  );
}
