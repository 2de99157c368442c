import type { Appointment, VisitDay } from '../../../shared/appointments.ts';
import { addDays, monthOf, shortDayWords, weekdayOf } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayRange } from './day-range.ts';
import classes from './month-view.module.css';
import { statusColors, VisitSign } from './visit-status.tsx';

interface MonthViewProps {
  day: string;
  today: string;
  time: ClinicTime;
  /** What there is of each day. */
  visitDays: VisitDay[];
  onOpen(visit: Appointment): void;
  onShowDay(day: string): void;
}

function daysOf(day: string): string[] {
  const first = monthOf(day);
  const end = monthOf(addDays(first, 31));
  const days = [];
  for (let next = first; next < end; next = addDays(next, 1)) days.push(next);
  return days;
}

/** A month: the first visits of each day, and how many there are. */
export function MonthView({ day, today, time, visitDays, onOpen, onShowDay }: MonthViewProps) {
  const days = daysOf(day);
  const byDate = new Map(visitDays.map((each) => [each.date, each]));
  // Monday is the first of seven columns
  const firstColumn = weekdayOf(days[0]!) + 1;
  return (
    <div className={classes.scroller}>
      <ul className={classes.days}>
        {days.map((date, index) => {
          const { count, first } = byDate.get(date) ?? { count: 0, first: [] };
          const since = dayRange(date, time).from;
          return (
            <li key={date} className={classes.day} data-today={date === today || undefined} style={index === 0 ? { gridColumnStart: firstColumn } : {}}>
              <button type="button" className={classes.head} aria-current={date === today ? 'date' : undefined} onClick={() => onShowDay(date)}>
                {shortDayWords(date, date)}
                <span className={classes.count} data-count>
                  {count === 0 ? '' : count}
                </span>
              </button>
              {first.map((visit) => (
                <button
                  key={visit.id}
                  type="button"
                  className={`${classes.visit} ${statusColors}`}
                  data-status={visit.status}
                  onClick={() => onOpen(visit)}
                >
                  <VisitSign status={visit.status} size={12} />
                  <span data-time>{visit.startsAt < since ? `to ${time.clock(Date.parse(visit.endsAt))}` : time.clock(Date.parse(visit.startsAt))}</span>
                  <span className={classes.name}><bdi>{visit.patient.name}</bdi></span>
                </button>
              ))}
              {count > first.length && <span className={classes.more}>{count - first.length} more</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
