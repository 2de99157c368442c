import { Text } from '@mantine/core';
import { nextPriorAuthStatuses } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useUser } from '../../lib/use-user.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { WorkRow, type WorkRowProps } from '../work-items/work-row.tsx';
import { PriorAuthStatus } from './prior-auth-status.tsx';
import { stepWords, usePriorAuthSteps } from './use-prior-auth-steps.ts';

export function PriorAuthRow({ item: priorAuth, ...row }: WorkRowProps<PriorAuth>) {
  const user = useUser();
  const { setStatus } = usePriorAuthSteps(priorAuth);
  const { medication, payer, patient, status, statusSince, createdBy } = priorAuth;
  const [step, ...others] = nextPriorAuthStatuses(status);
  return (
    <WorkRow
      {...row}
      title={sentence`${medication}, ${payer}`}
      patient={patient}
      owner={createdBy.id === user.id ? 'You' : createdBy.name}
      state={
        <>
          <PriorAuthStatus status={status} />
          <Text span size="xs" c="dimmed">
            <RelativeTime at={statusSince} />
          </Text>
        </>
      }
      // what the payer decided is not said with one press
      action={
        step &&
        others.length === 0 && (
          <ActionButton
            size="xs"
            variant="light"
            aria-label={`${stepWords[step]}: ${medication}`}
            onClick={() => setStatus(step)}
          >
            {stepWords[step]}
          </ActionButton>
        )
      }
    />
  );
}
