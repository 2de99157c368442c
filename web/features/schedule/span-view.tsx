import type { Appointment } from '../../../shared/appointments.ts';
import { addDays, mondayOf, monthOf, shortDayWords, utcMidnight } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import classes from './span-view.module.css';
import { statusColors, VisitSign } from './visit-status.tsx';

interface SpanViewProps {
  view: 'week' | 'month';
  day: string;
  today: string;
  time: ClinicTime;
  visits: Appointment[];
  onOpen(visit: Appointment): void;
  onShowDay(day: string): void;
}

function daysOf(view: 'week' | 'month', day: string): string[] {
  const first = view === 'week' ? mondayOf(day) : monthOf(day);
  const end = view === 'week' ? addDays(first, 7) : monthOf(addDays(first, 31));
  const days = [];
  for (let next = first; next < end; next = addDays(next, 1)) days.push(next);
  return days;
}

/** Days side by side: a week with its visits in order, a month with how many there are. */
export function SpanView({ view, day, today, time, visits, onOpen, onShowDay }: SpanViewProps) {
  const days = daysOf(view, day);
  // Monday is the first of seven columns
  const firstColumn = ((new Date(utcMidnight(days[0]!)).getUTCDay() + 6) % 7) + 1;
  return (
    <div className={classes.scroller}>
      <ul className={classes.days} data-view={view}>
        {days.map((date, index) => {
          const ofDay = visits.filter(({ startsAt }) => time.day(Date.parse(startsAt)) === date);
          return (
            <li key={date} className={classes.day} data-today={date === today || undefined} style={index === 0 ? { gridColumnStart: firstColumn } : {}}>
              <button type="button" className={classes.head} aria-current={date === today ? 'date' : undefined} onClick={() => onShowDay(date)}>
                {shortDayWords(date)}
                <span className={classes.count} data-count>
                  {ofDay.length === 0 ? '' : ofDay.length}
                </span>
              </button>
              {ofDay.slice(0, view === 'week' ? undefined : 3).map((visit) => (
                <button
                  key={visit.id}
                  type="button"
                  className={`${classes.visit} ${statusColors}`}
                  data-status={visit.status}
                  onClick={() => onOpen(visit)}
                >
                  <VisitSign status={visit.status} size={12} />
                  <span data-time>{time.clock(Date.parse(visit.startsAt))}</span>
                  <span className={classes.name}>{visit.patient.name}</span>
                  {view === 'week' && <span className={classes.provider}>{visit.provider.name}</span>}
                </button>
              ))}
              {view === 'month' && ofDay.length > 3 && <span className={classes.more}>{ofDay.length - 3} more</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
