import { Title } from '@mantine/core';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import type { WorkKind } from './work-kinds.ts';
import classes from './work-page.module.css';
import { WorkSection } from './work-section.tsx';
import { workKinds, workViews } from './work-views.tsx';

/** What the clinic has to do beside its visits: tasks, prior authorisations, lab results. */
export function WorkPage({ kind }: { kind: WorkKind }) {
  usePageTitle(workViews[kind].name);
  return (
    <div className={classes.page}>
      <Title order={1} size="lg">
        Work
      </Title>
      <LinkTabs
        label="Kinds of work"
        tabs={workKinds.map((one) => ({ to: workViews[one].path, name: workViews[one].name, isCurrent: one === kind }))}
      />
      <WorkSection key={kind} kind={kind} patient={null} />
    </div>
  );
}
