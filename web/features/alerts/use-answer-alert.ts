import { useQueryClient } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { acceptAlert } from './alert-feed.ts';

/** What somebody whom an alert calls can do about it. Each may be said again without harm. */
export function useAnswerAlert() {
  const queryClient = useQueryClient();
  const onSuccess = acceptAlert.bind(null, queryClient);
  const take = trpc.alerts.acknowledge.useMutation({
    onSuccess,
    onError: (error) => tellFailure('The alert is not yours yet', error),
  });
  const see = trpc.alerts.seen.useMutation({ onSuccess });
  return { take, see };
}
