import { useNow } from '../../ui/clock.ts';
import type { ClinicTime } from './clinic-time.ts';
import { minutesFrom, type DayAxis } from './day-axis.ts';
import classes from './day-view.module.css';

/** Where the day stands now; nothing on other days. */
export function NowLine({ axis, time }: { axis: DayAxis; time: ClinicTime }) {
  const now = useNow(60_000);
  if (now < axis.start || now >= axis.end) return null;
  return (
    <div className={classes.now} style={{ insetBlockStart: `calc(${minutesFrom(axis, now)} * var(--minute))` }} data-testid="now-line">
      <span className={classes.nowTime}>{time.clock(now)}</span>
    </div>
  );
}
