import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { repeatable } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';
import { acceptAlert } from './alert-feed.ts';

/** What somebody whom an alert calls can do about it. Each may be said again without harm. */
export function useAnswerAlert() {
  const queryClient = useQueryClient();
  const onSuccess = acceptAlert.bind(null, queryClient);
  const take = trpc.alerts.acknowledge.useMutation({
    ...repeatable,
    onSuccess,
    onError: (error) =>
      notifications.show({
        color: 'red',
        position: 'top-center',
        autoClose: false,
        title: 'The alert is not yours yet',
        message: errorWords(error),
        closeButtonProps: { 'aria-label': 'Close' },
      }),
  });
  const see = trpc.alerts.seen.useMutation({ ...repeatable, onSuccess });
  return { take, see };
}
