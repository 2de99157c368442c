import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useZone } from '../../lib/use-zone.ts';
import { clockTime, fullTime } from '../../ui/time-words.ts';
import classes from './message-row.module.css';
import { sentence } from '../../../shared/text.ts';

interface BubbleProps {
  name: string;
  /** ISO 8601. */
  at: string;
  /** Written by the reader's side: the pharmacy for staff, the patient for the patient. */
  isOurs: boolean;
  isNote: boolean;
  isUrgent?: boolean;
  /** Written beside the colleague who held the order. */
  isAside?: boolean;
  opensGroup: boolean;
  content: ReactNode;
  /** How far it has got. */
  state?: ReactNode;
  /** Stands below the words: what went wrong and what can be done. */
  children?: ReactNode;
  failed?: boolean;
}

/** One message, on the side of who wrote it. Internal notes look like nothing else on the page. */
export function Bubble({ name, at, isOurs, isNote, isUrgent = false, isAside = false, opensGroup, content, state, children, failed = false }: BubbleProps) {
  const zone = useZone();
  const time = Date.parse(at);
  const clock = clockTime(time, zone);
  return (
    <article
      className={classes.row}
      aria-label={isNote ? sentence`Internal note, ${name}, ${clock}` : sentence`${name}, ${clock}`}
      data-side={isNote ? 'note' : isOurs ? 'ours' : 'theirs'}
      data-opens-group={opensGroup || undefined}
      data-failed={failed || undefined}
    >
      {opensGroup && (
        <div className={classes.head}>
          {isNote && (
            <span className={classes.noteLabel}>
              <IconLock size={12} stroke={2.25} aria-hidden /> Internal note
            </span>
          )}
          <bdi className={classes.name}>{name}</bdi>
        </div>
      )}
      <div className={classes.bubble}>
        {isUrgent && (
          <span className={classes.urgent}>
            <IconAlertTriangle size={12} stroke={2.25} aria-hidden /> Urgent
          </span>
        )}
        <span className={classes.words} dir="auto">{content}</span>
        <span className={classes.foot}>
          {isAside && <span>beside the colleague who had it</span>}
          <time dateTime={at} title={fullTime(time, zone)}>{clock}</time>
          {state}
        </span>
      </div>
      {children}
    </article>
  );
}
