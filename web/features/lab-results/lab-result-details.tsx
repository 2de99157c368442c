import { Group, Stack } from '@mantine/core';
import type { LabResult } from '../../../shared/lab-results.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusSince } from '../../ui/status-since.tsx';
import { PatientLink } from '../patients/patient-link.tsx';
import { LabResultStatus } from './lab-result-status.tsx';
import { LabResultStep } from './lab-result-step.tsx';

/** A lab result: which test, for whom, ordered by whom, and who has looked at it. */
export function LabResultDetails({ item: labResult }: { item: LabResult }) {
  const { patient, test, orderedBy, status, statusSince, reviewedBy, createdAt } = labResult;
  return (
    <Stack gap={16}>
      <StatusSince since={statusSince}>
        <LabResultStatus status={status} />
      </StatusSince>
      <Facts>
        <Fact what="Patient">
          <PatientLink patient={patient} />
        </Fact>
        <Fact what="Test">{test}</Fact>
        <Fact what="Ordered by">
          <bdi>{orderedBy.name}</bdi>, <RelativeTime at={createdAt} />
        </Fact>
        {reviewedBy && <Fact what="Reviewed by">{reviewedBy.name}</Fact>}
      </Facts>
      <Group>
        <LabResultStep labResult={labResult} />
      </Group>
    </Stack>
  );
}
