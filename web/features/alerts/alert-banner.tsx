import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronUp, IconUrgent, IconVolumeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { concerns } from '../../../shared/alert-state.ts';
import type { Alert } from '../../../shared/alerts.ts';
import { paths } from '../../app/paths.ts';
import { ActionButton } from '../../connection/action-button.tsx';
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

/** How many alerts are told in full, on a phone and elsewhere; there is a page for all of them. */
const shownAtOnce = { narrow: 1, wide: 2 };

/** What calls the person now, over the header, until somebody has taken it. Folded away it leaves a mark, until the next one. */
export function AlertBanner() {
  const user = useUser();
  const alerts = useOpenAlerts().filter((alert) => concerns(alert, user));
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { pathname, search } = useLocation();
  const onWall = pathname === paths.board && new URLSearchParams(search).has('wall');
  const shown = alerts.slice(0, isNarrow ? shownAtOnce.narrow : shownAtOnce.wide);
  const isFolded = alerts.every(({ id }) => folded.has(id));
  useAlertSound(alerts.length > 0);
  useTellSeen(shown);
  if (alerts.length === 0) return null;
  if (isFolded)
    return (
      <section className={classes.folded} aria-label="Urgent alerts">
        <UnstyledButton className={classes.unfold} aria-expanded={false} onClick={() => setFolded(new Set())}>
          <IconUrgent size={20} aria-hidden /> Urgent {alerts.length}
          <VisuallyHidden> to take</VisuallyHidden>
        </UnstyledButton>
      </section>
    );
  return (
    <section ref={tellHeight} className={classes.banner} aria-label="Urgent alerts" data-wall={onWall || undefined}>
      <div className={classes.bars}>
        {shown.map((alert) => (
          <AlertBar key={alert.id} alert={alert} onWall={onWall} />
        ))}
        <div className={classes.foot}>
          <Silence />
          {alerts.length > shown.length && <Link to={paths.alerts}>and {alerts.length - shown.length} more to take</Link>}
        </div>
      </div>
      {!onWall && (
        <UnstyledButton className={classes.fold} aria-label="Fold the alerts" title="Fold" onClick={() => setFolded(new Set(alerts.map(({ id }) => id)))}>
          <IconChevronUp size={20} aria-hidden />
        </UnstyledButton>
      )}
    </section>
  );
}

/** What hangs on a wall names no patient. */
function AlertBar({ alert, onWall }: { alert: Alert; onWall: boolean }) {
  const { take } = useAnswerAlert();
  const { message, patient, raisedBy, raisedAt } = alert;
  return (
    <div className={classes.bar} role="alert" data-testid="alert">
      <IconUrgent size={28} className={classes.sign} aria-hidden />
      <p className={classes.message}>
        <VisuallyHidden>Urgent: </VisuallyHidden>
        {message}
      </p>
      <p className={classes.about}>
        {patient && !onWall && (
          <>
            <PersonName inherit name={patient.name} dateOfBirth={patient.dateOfBirth} />
            {', '}
          </>
        )}
        from <bdi>{raisedBy.name}</bdi> <Clock alert={alert} since={raisedAt} />
      </p>
      <ActionButton className={classes.take} variant="white" color="red" loading={take.isPending} onClick={() => take.mutate({ alertId: alert.id })}>
        I take it
      </ActionButton>
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
