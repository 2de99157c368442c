import { useQueryClient } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { mergeOnDuty, presenceKey, type Present } from './merge-presence.ts';
import { usePresent } from './use-present.ts';

export interface Duty {
  /** Undefined until the server has told. */
  isOnDuty: boolean | undefined;
  set(onDuty: boolean): void;
}

/** Whether the caller is on duty, as every screen of theirs and of their colleagues shows it. */
export function useDuty(): Duty {
  const user = useUser();
  const queryClient = useQueryClient();
  const known = usePresent()?.[user.id]?.onDuty;
  const { mutate, isPending, variables } = trpc.presence.setOnDuty.useMutation({
    onSuccess: ({ onDuty }) => queryClient.setQueryData<Present>(presenceKey, (present) => present && mergeOnDuty(present, user.id, onDuty)),
    onError: (error, { onDuty }) => tellFailure(onDuty ? 'You are not on duty yet' : 'You are still on duty', error),
  });
  // what was asked for shows at once; a refusal takes it back and says so
  return { isOnDuty: isPending ? variables.onDuty : known, set: (onDuty) => mutate({ onDuty }) };
}
