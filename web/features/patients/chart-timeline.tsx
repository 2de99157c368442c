import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { limits } from '../../../shared/limits.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useClinicTime } from '../schedule/clinic-time.ts';
import classes from './chart-list.module.css';
import { timelineWords } from './timeline-words.ts';

/** Who did what when, newest first. */
export function ChartTimeline({ timeline }: { timeline: TimelineEntry[] }) {
  const time = useClinicTime();
  if (timeline.length === 0)
    return (
      <EmptyState icon={IconHistory} title="Nothing has happened yet">
        What is done to the patient’s visits, by whom and when, appears here.
      </EmptyState>
    );
  return (
    <>
      <ol className={classes.timeline} aria-label="Timeline">
        {timeline.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <span className={classes.main}>
              <strong>{entry.actor.name}</strong> {timelineWords(entry, time)}
              {entry.reason !== null && <em className={classes.reason}>“{entry.reason}”</em>}
            </span>
            <Text span size="xs" className={classes.aside}>
              <RelativeTime at={entry.at} />
            </Text>
          </li>
        ))}
      </ol>
      {timeline.length >= limits.page.chart && (
        <Text size="xs" c="dimmed" mt={4}>
          The last {limits.page.chart} entries.
        </Text>
      )}
    </>
  );
}
