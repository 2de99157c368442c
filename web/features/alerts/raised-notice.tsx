import { CloseButton } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import type { Alert } from '../../../shared/alerts.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import placeClasses from '../../ui/notice-place.module.css';
import { nextTargetWords, stopwatch, targetWords, troubleWords } from './alert-words.ts';
import classes from './raised-notice.module.css';
import { useAlerts } from './use-alerts.ts';

const shownAtOnce = 3;

/** What becomes of the alerts that the person has raised: who has been reached, and by whom it was taken. */
export function RaisedNotices() {
  const user = useUser();
  const alerts = useAlerts();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const own = Object.values(alerts ?? {})
    .filter((alert) => alert.raisedBy.id === user.id && alert.acknowledgedBy?.id !== user.id && !closed.has(stageOf(alert)))
    .toSorted((a, b) => b.raisedAt.localeCompare(a.raisedAt))
    .slice(0, shownAtOnce);
  return (
    <div role="status" aria-label="Your alerts">
      {own.map((alert) => (
        <RaisedNotice key={alert.id} alert={alert} onClose={() => setClosed(new Set([...closed, stageOf(alert)]))} />
      ))}
    </div>
  );
}

/** One that was put away while it called comes again when it is taken. */
const stageOf = ({ id, acknowledgedBy }: Alert): string => `${id} ${acknowledgedBy ? 'taken' : 'open'}`;

function RaisedNotice({ alert, onClose }: { alert: Alert; onClose(): void }) {
  const { acknowledgedBy, openFor, message } = alert;
  return (
    <div className={`${placeClasses.notice} ${classes.raised}`} data-taken={acknowledgedBy !== null || undefined}>
      {acknowledgedBy ? <IconCircleCheck size={20} aria-hidden /> : <IconHourglass size={20} aria-hidden />}
      <p>
        <span className={classes.message}>{message}</span>
        {acknowledgedBy ? (
          <strong>
            Taken by <bdi>{acknowledgedBy.name}</bdi> after {stopwatch(openFor ?? 0)}
          </strong>
        ) : (
          <Waiting alert={alert} />
        )}
      </p>
      <CloseButton aria-label="Close" size="lg" variant="transparent" c="inherit" onClick={onClose} />
    </div>
  );
}

/** How far it has got. Changes of people are read out, seconds are not. */
function Waiting({ alert }: { alert: Alert }) {
  const now = useNow(1_000);
  const { raisedAt, nextStepAt, timeline, currentTargets } = alert;
  const count = (wanted: 'delivered' | 'seen') => timeline.filter(({ kind }) => kind === wanted).length;
  const next = nextTargetWords(alert);
  const last = currentTargets.at(-1);
  const trouble = troubleWords(alert);
  return (
    <>
      {trouble !== null && <strong className={classes.trouble}>{trouble} </strong>}
      <strong>You called {last && targetWords(last)}</strong>
      {`: on ${count('delivered') === 1 ? '1 screen' : `${count('delivered')} screens`}, seen by ${count('seen')}`}
      <span aria-hidden data-count>
        {`, ${stopwatch(now - Date.parse(raisedAt))} ago`}
        {next !== null && nextStepAt !== null && `, calls ${next} in ${stopwatch(Date.parse(nextStepAt) - now)}`}
      </span>
    </>
  );
}
