import { useNow } from '../../ui/clock.ts';
import type { ClinicTime } from './clinic-time.ts';
import { minutesFrom, type DayAxis } from './day-axis.ts';
import type { GridColumn } from './grid-columns.ts';
import classes from './visit-grid.module.css';

const isOn = ({ start, end }: DayAxis, at: number): boolean => at >= start && at < end;
const topOf = (axis: DayAxis, at: number) => ({ insetBlockStart: `calc(${minutesFrom(axis, at)} * var(--minute))` });

/** Where the column's day stands now; nothing on other days. */
export function NowLine({ axis }: { axis: DayAxis }) {
  const now = useNow(60_000);
  return isOn(axis, now) && <div className={classes.now} style={topOf(axis, now)} />;
}

/** The time that it is now, beside the hours, when one of the columns is today's. */
export function NowTime({ columns, time }: { columns: GridColumn[]; time: ClinicTime }) {
  const now = useNow(60_000);
  const today = columns.find(({ axis }) => isOn(axis, now));
  if (!today) return null;
  return (
    <span className={classes.nowTime} style={topOf(today.axis, now)} data-testid="now-line">
      {time.clock(now)}
    </span>
  );
}
