import { Button, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconUrgent, IconVolumeOff } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { concerns } from '../../../shared/alert-state.ts';
import type { Alert } from '../../../shared/alerts.ts';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useSoundAllowed } from '../../ui/sound.ts';
import classes from './alert-banner.module.css';
import { nextTargetWords, stopwatch } from './alert-words.ts';
import { tellHeight } from './banner-height.ts';
import { useAlertSound } from './use-alert-sound.ts';
import { useOpenAlerts } from './use-alerts.ts';
import { useAnswerAlert } from './use-answer-alert.ts';
import { useTellSeen } from './use-tell-seen.ts';

/** How many alerts stand in full above the page, on a phone and elsewhere; there is a page for all of them. */
const shownAtOnce = { narrow: 1, wide: 2 };

/** What calls the person now, above everything, until somebody has taken it. */
export function AlertBanner() {
  const user = useUser();
  const alerts = useOpenAlerts().filter((alert) => concerns(alert, user));
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const shown = alerts.slice(0, isNarrow ? shownAtOnce.narrow : shownAtOnce.wide);
  useAlertSound(alerts.length > 0);
  useTellSeen(shown);
  if (alerts.length === 0) return null;
  return (
    <section ref={tellHeight} className={classes.banner} aria-label="Urgent alerts">
      {shown.map((alert) => (
        <AlertBar key={alert.id} alert={alert} />
      ))}
      <div className={classes.foot}>
        <Silence />
        {alerts.length > shown.length && <Link to={paths.alerts}>and {alerts.length - shown.length} more to take</Link>}
      </div>
    </section>
  );
}

function AlertBar({ alert }: { alert: Alert }) {
  const { take } = useAnswerAlert();
  const { message, patient, raisedBy, raisedAt } = alert;
  const { pathname, search } = useLocation();
  // what hangs on a wall names no patient
  const onWall = pathname === paths.board && new URLSearchParams(search).has('wall');
  return (
    <div className={classes.bar} role="alert" data-testid="alert">
      <IconUrgent size={28} className={classes.sign} aria-hidden />
      <div className={classes.words}>
        <p className={classes.message}>
          <VisuallyHidden>Urgent: </VisuallyHidden>
          {message}
        </p>
        <p>
          {patient && !onWall && (
            <>
              <PersonName inherit name={patient.name} dateOfBirth={patient.dateOfBirth} />
              {', '}
            </>
          )}
          from <bdi>{raisedBy.name}</bdi> <Clock alert={alert} since={raisedAt} />
        </p>
      </div>
      <Button className={classes.take} size="md" variant="white" color="red" loading={take.isPending} onClick={() => take.mutate({ alertId: alert.id })}>
        I take it
      </Button>
    </div>
  );
}

/** How long it has been open, and whom it calls next; not read out with every second. */
function Clock({ alert, since }: { alert: Alert; since: string }) {
  const now = useNow(1_000);
  const next = nextTargetWords(alert);
  return (
    <span aria-hidden data-count>
      {stopwatch(now - Date.parse(since))} ago
      {next !== null && alert.nextStepAt !== null && `, calls ${next} in ${stopwatch(Date.parse(alert.nextStepAt) - now)}`}
    </span>
  );
}

/** Says so when the browser keeps the page from being heard: any click or key changes it. */
function Silence() {
  if (useSoundAllowed()) return null;
  return (
    <span className={classes.silence}>
      <IconVolumeOff size={16} aria-hidden /> Silent until you click or type: this browser asks for it.
    </span>
  );
}
