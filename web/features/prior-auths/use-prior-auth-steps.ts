import type { PriorAuthStatus } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import { trpc } from '../../lib/trpc.ts';
import { useChangeItem } from '../work-items/use-change-item.tsx';

/** What a step is called on a button. */
export const stepWords: Record<PriorAuthStatus, string> = {
  draft: 'Draft',
  submitted: 'Submit',
  pending: 'Payer has it',
  approved: 'Approve',
  denied: 'Deny',
  expired: 'Expire',
};

/** What can be done with a prior authorisation. */
export function usePriorAuthSteps(priorAuth: PriorAuth) {
  const { client } = trpc.useUtils();
  const { change, isPending } = useChangeItem('priorAuths');
  return {
    isPending,
    setStatus: (status: PriorAuthStatus, note = '') =>
      change({
        was: priorAuth,
        call: () => client.priorAuths.setStatus.mutate({ priorAuthId: priorAuth.id, expectedVersion: priorAuth.version, status, note }),
      }),
  };
}
