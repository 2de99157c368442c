import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { repeatable } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
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
    // saying so twice is saying so
    ...repeatable,
    onSuccess: ({ onDuty }) => queryClient.setQueryData<Present>(presenceKey, (present) => present && mergeOnDuty(present, user.id, onDuty)),
    onError: (error, { onDuty }) =>
      notifications.show({
        color: 'red',
        position: 'top-center',
        title: onDuty ? 'You are not on duty yet' : 'You are still on duty',
        message: errorWords(error),
        closeButtonProps: { 'aria-label': 'Close' },
      }),
  });
  // what was asked for shows at once; a refusal takes it back and says so
  return { isOnDuty: isPending ? variables.onDuty : known, set: (onDuty) => mutate({ onDuty }) };
}
