import { Anchor } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { Chart } from '../../../shared/charts.ts';
import { paths } from '../../app/paths.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { WorkSection } from '../work-items/work-section.tsx';
import { ChartSkeleton } from './chart-skeleton.tsx';
import { ChartThreads } from './chart-threads.tsx';
import { ChartTimeline } from './chart-timeline.tsx';
import { ChartVisits } from './chart-visits.tsx';
import classes from './patient-page.module.css';
import { PatientHeader } from './patient-header.tsx';
import { useChart } from './use-chart.ts';

const tabs = [
  { value: 'visits', name: 'Visits' },
  { value: 'threads', name: 'Threads' },
  { value: 'tasks', name: 'Tasks' },
  { value: 'prior-auths', name: 'Prior authorisations' },
  { value: 'lab-results', name: 'Lab results' },
  { value: 'timeline', name: 'Timeline' },
] as const;
type Tab = (typeof tabs)[number]['value'];

/** A patient's chart: who they are, who has it open, and everything that is about them. */
export function PatientPage({ patientId }: { patientId: string }) {
  // whose chart it is does not belong into the browser's history
  usePageTitle('Chart');
  const [search] = useSearchParams();
  const { data: chart, error, refetch } = useChart(patientId);
  const tab = tabs.find(({ value }) => value === search.get('tab'))?.value ?? 'visits';

  if (!chart && error)
    return (
      <div className={classes.page}>
        <ErrorState title="The chart could not be opened" error={error} onRetry={() => void refetch()} />
        <Anchor href={paths.patients} ta="center">
          All patients
        </Anchor>
      </div>
    );
  return (
    <div className={classes.page}>
      {chart ? <PatientHeader patient={chart.patient} /> : <ChartSkeleton />}
      {chart && (
        <>
          <LinkTabs
            label="Chart"
            tabs={tabs.map(({ value, name }) => ({
              to: value === 'visits' ? paths.patient(patientId) : `${paths.patient(patientId)}?tab=${value}`,
              name,
              isCurrent: value === tab,
              count: value === 'threads' ? chart.threads.length : undefined,
            }))}
          />
          <TabOf tab={tab} chart={chart} />
        </>
      )}
    </div>
  );
}

function TabOf({ tab, chart }: { tab: Tab; chart: Chart }) {
  switch (tab) {
    case 'visits':
      return <ChartVisits appointments={chart.appointments} />;
    case 'threads':
      return <ChartThreads threads={chart.threads} />;
    case 'tasks':
      return <WorkSection key={tab} kind="tasks" patient={chart.patient} />;
    case 'prior-auths':
      return <WorkSection key={tab} kind="priorAuths" patient={chart.patient} />;
    case 'lab-results':
      return <WorkSection key={tab} kind="labResults" patient={chart.patient} />;
    case 'timeline':
      return <ChartTimeline timeline={chart.timeline} />;
  }
}
