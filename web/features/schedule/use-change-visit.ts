import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import { errorWords, failureOf } from '../../lib/error-words.ts';
import { repeatable } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';
import { acceptVisit, visitListsKey } from './schedule-feed.ts';

/** The changes of visits. Each reply goes into the cache by the same merge as the live event that it races with. */
export function useChangeVisit() {
  const queryClient = useQueryClient();
  const accept = (visit: Appointment): void => acceptVisit(queryClient, visit);

  /** What the page shows then is current again, or the connection says that it is not. */
  function readAgainIfStale(error: unknown): void {
    if (failureOf(error)?.reason === 'STALE_VERSION') void queryClient.invalidateQueries({ queryKey: visitListsKey });
  }
  function tellAndReadAgain(error: unknown): void {
    notifications.show({ color: 'red', position: 'top-center', title: 'The visit was not changed', message: errorWords(error) });
    readAgainIfStale(error);
  }

  const create = trpc.appointments.create.useMutation({ ...repeatable, onSuccess: accept });
  const update = trpc.appointments.update.useMutation({ onSuccess: accept, onError: readAgainIfStale });
  const cancel = trpc.appointments.cancel.useMutation({ onSuccess: accept, onError: tellAndReadAgain });
  const setStatus = trpc.appointments.setStatus.useMutation({ onSuccess: accept, onError: tellAndReadAgain });
  return { create, update, cancel, setStatus };
}
