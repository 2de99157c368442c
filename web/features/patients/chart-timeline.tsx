import { Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { limits } from '../../../shared/limits.ts';
import { sentence } from '../../../shared/text.ts';
import { useZone } from '../../lib/use-zone.ts';
import box from '../../ui/boxed-list.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/time-words.ts';
import { dayWords } from '../schedule/calendar.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import classes from './chart-list.module.css';
import { timelineDays } from './timeline-days.ts';
import { timelineWords, whenWords } from './timeline-words.ts';

/** Who did what when, newest first. */
export function ChartTimeline({ timeline }: { timeline: TimelineEntry[] }) {
  const time = useClinicTime();
  const zone = useZone();
  if (timeline.length === 0)
    return (
      <EmptyState icon={IconHistory} title="Nothing has happened yet">
        What is done to the patient’s visits, by whom and when, appears here.
      </EmptyState>
    );
  return (
    <>
      {timelineDays(timeline, time).map(({ day, entries }) => (
        <section key={day} aria-label={dayWords(day)}>
          <Title order={2} size="sm" mt={16} mb={4}>
            {dayWords(day)}
          </Title>
          <ol className={box.list}>
            {entries.map(({ id, at, actor, appointment, reason, ...entry }) => (
              <li key={id} className={classes.entry}>
                <time dateTime={at} title={fullTime(Date.parse(at), zone)}>
                  {time.clock(Date.parse(at))}
                </time>
                <span className={classes.main}>
                  <strong><bdi>{actor.name}</bdi></strong> {timelineWords({ id, at, actor, appointment, reason, ...entry }, time)}
                  {reason !== null && sentence`: “${reason}”`}
                  <Text span size="xs" c="dimmed" display="block">
                    <bdi>{appointment.provider.name}</bdi>, {whenWords(appointment.startsAt, time)}
                  </Text>
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {timeline.length >= limits.page.chart && (
        <Text size="xs" c="dimmed" mt={8}>
          The last {limits.page.chart} entries.
        </Text>
      )}
    </>
  );
}
