import type { Alert } from '../../../shared/alerts.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { AlertTimeline } from './alert-timeline.tsx';
import { nextTargetWords, stopwatch, troubleWords } from './alert-words.ts';
import { AboutAlert } from './about-alert.tsx';
import classes from './alerts-page.module.css';
import { useAnswerAlert } from './use-answer-alert.ts';

/** An alert that nobody has taken: how long, what has happened, what happens next, and the way to take it. */
export function OpenAlert({ alert }: { alert: Alert }) {
  const now = useNow(1_000);
  const { take } = useAnswerAlert();
  const next = nextTargetWords(alert);
  const trouble = troubleWords(alert);
  return (
    <li className={classes.open} data-testid="open-alert">
      <div className={classes.top}>
        <div className={classes.grow}>
          <h3 className={classes.message}><bdi>{alert.message}</bdi></h3>
          <AboutAlert alert={alert} />
        </div>
        <span className={classes.clock} data-count>
          {stopwatch(now - Date.parse(alert.raisedAt))}
        </span>
      </div>
      <AlertTimeline alert={alert} />
      <div className={classes.top}>
        <span className={classes.grow} data-time>
          {trouble !== null && <strong className={classes.trouble}>{trouble} </strong>}
          {next !== null && alert.nextStepAt !== null && `Calls ${next} in ${stopwatch(Date.parse(alert.nextStepAt) - now)}`}
        </span>
        <ActionButton color="red" loading={take.isPending} onClick={() => take.mutate({ alertId: alert.id })}>
          I take it
        </ActionButton>
      </div>
    </li>
  );
}
