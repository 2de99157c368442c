import { Stack } from '@mantine/core';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusSince } from '../../ui/status-since.tsx';
import { PatientLink } from '../patients/patient-link.tsx';
import { PriorAuthStatus } from './prior-auth-status.tsx';
import { PriorAuthSteps } from './prior-auth-steps.tsx';

/** A prior authorisation: for what, asked of whom, and how far it has got. */
export function PriorAuthDetails({ item: priorAuth }: { item: PriorAuth }) {
  const { patient, medication, payer, status, statusSince, note, createdBy, createdAt } = priorAuth;
  return (
    <Stack gap={16}>
      <StatusSince since={statusSince}>
        <PriorAuthStatus status={status} />
      </StatusSince>
      <Facts>
        <Fact what="Patient">
          <PatientLink patient={patient} />
        </Fact>
        <Fact what="Medication">{medication}</Fact>
        <Fact what="Payer">{payer}</Fact>
        {note !== null && <Fact what="Note">{note}</Fact>}
        <Fact what="Started by">
          <bdi>{createdBy.name}</bdi>, <RelativeTime at={createdAt} />
        </Fact>
      </Facts>
      <PriorAuthSteps key={priorAuth.status} priorAuth={priorAuth} />
    </Stack>
  );
}
