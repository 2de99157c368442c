import { Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Chart } from '../../../shared/charts.ts';
import { limits } from '../../../shared/limits.ts';
import { sentence } from '../../../shared/text.ts';
import { paths } from '../../app/paths.ts';
import box from '../../ui/boxed-list.module.css';
import { useNow } from '../../ui/clock.ts';
import { shortDayWords } from '../schedule/calendar.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import { VisitStatus } from '../schedule/visit-status.tsx';
import classes from './chart-list.module.css';
import { splitVisits } from './split-visits.ts';

/** What comes and what was; each opens on the schedule. */
export function ChartVisits({ appointments }: Pick<Chart, 'appointments'>) {
  const { upcoming, past } = splitVisits(appointments, useNow(60_000));
  return (
    <div className={classes.sections}>
      <Visits title="Upcoming" visits={upcoming} empty="No visit is booked." />
      <Visits title="Past" visits={past} empty="No visit so far." />
    </div>
  );
}

function Visits({ title, visits, empty }: { title: string; visits: Appointment[]; empty: string }) {
  const time = useClinicTime();
  return (
    <section aria-label={title}>
      <Title order={2} size="sm" my={8}>
        {title}
      </Title>
      {visits.length === 0 && <Text c="dimmed">{empty}</Text>}
      {visits.length > 0 && (
        <ul className={box.list} aria-label={`${title} visits`}>
          {visits.map((visit) => {
            const day = time.day(Date.parse(visit.startsAt));
            return (
              <li key={visit.id}>
                <Link className={classes.visit} to={{ pathname: paths.schedule, search: `day=${day}&visit=${visit.id}` }}>
                  <span className={classes.when} data-time>
                    {shortDayWords(day, time.today())}, {time.span(visit)}
                  </span>
                  <span className={classes.main}>
                    {visit.reason || 'No reason given'}
                    <Text span size="xs" c="dimmed" display="block" truncate>
                      <bdi>{visit.provider.name}</bdi>
                      {visit.roomName !== null && sentence`, room ${visit.roomName}`}
                    </Text>
                  </span>
                  <VisitStatus status={visit.status} />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {visits.length >= limits.page.chart && (
        <Text size="xs" c="dimmed" mt={4}>
          The schedule has the others.
        </Text>
      )}
    </section>
  );
}
