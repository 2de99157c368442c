import { Text } from '@mantine/core';
import type { LabResult } from '../../../shared/lab-results.ts';
import { sentence } from '../../../shared/text.ts';
import { useUser } from '../../lib/use-user.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { WorkRow, type WorkRowProps } from '../work-items/work-row.tsx';
import { LabResultStatus } from './lab-result-status.tsx';
import { LabResultStep } from './lab-result-step.tsx';

export function LabResultRow({ item: labResult, ...row }: WorkRowProps<LabResult>) {
  const user = useUser();
  const { test, patient, orderedBy, status, statusSince, reviewedBy } = labResult;
  return (
    <WorkRow
      {...row}
      title={test}
      patient={patient}
      owner={orderedBy.id === user.id ? 'You' : orderedBy.name}
      state={
        <>
          <LabResultStatus status={status} />
          <Text span size="xs" c="dimmed">
            {reviewedBy && sentence`by ${reviewedBy.name}, `}
            <RelativeTime at={statusSince} />
          </Text>
        </>
      }
      action={<LabResultStep labResult={labResult} size="xs" variant="light" />}
    />
  );
}
