import type { Alert } from '../../../shared/alerts.ts';
import { useZone } from '../../lib/use-zone.ts';
import { fullTime } from '../../ui/time-words.ts';
import { asItHappened, entryWords, stopwatch } from './alert-words.ts';
import classes from './alert-timeline.module.css';

/** What became of an alert, line by line, each with the time since it was raised. */
export function AlertTimeline({ alert: { timeline, raisedAt } }: { alert: Alert }) {
  const zone = useZone();
  return (
    <ol className={classes.timeline} aria-label="What became of it">
      {asItHappened(timeline).map((entry) => (
        <li key={`${entry.kind} ${entry.user?.id ?? entry.target?.kind}`} data-kind={entry.kind}>
          <time dateTime={entry.at} title={fullTime(Date.parse(entry.at), zone)} data-time>
            {stopwatch(Date.parse(entry.at) - Date.parse(raisedAt))}
          </time>
          {entryWords(entry)}
        </li>
      ))}
    </ol>
  );
}
