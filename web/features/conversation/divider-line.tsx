import { useZone } from '../../lib/use-zone.ts';
import { useNow } from '../../ui/clock.ts';
import { dayWords } from './day-words.ts';
import classes from './message-list.module.css';

export function DayLine({ at }: { at: string }) {
  const now = useNow(60_000);
  return (
    <div className={classes.divider} role="separator">
      <span>{dayWords(Date.parse(at), now, useZone())}</span>
    </div>
  );
}

/** Where what was new at opening begins. */
export function UnreadLine({ count }: { count: number }) {
  return (
    <div className={`${classes.divider} ${classes.unread}`} role="separator">
      <span>{count} new</span>
    </div>
  );
}
