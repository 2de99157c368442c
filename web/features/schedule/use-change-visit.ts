import { useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import { failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useClinicTime } from './clinic-time.ts';
import { acceptVisit, cachedVisit, visitListsKey } from './schedule-feed.ts';
import { tellRefusal } from './visit-refusal.tsx';

/** The changes of visits. Each reply goes into the cache by the same merge as the live event that it races with. */
export function useChangeVisit() {
  const queryClient = useQueryClient();
  const time = useClinicTime();
  const accept = (visit: Appointment): void => acceptVisit(queryClient, visit);

  /** What the page shows then is current again, or the connection says that it is not. */
  async function readAgainIfStale(error: unknown): Promise<void> {
    if (failureOf(error)?.reason === 'STALE_VERSION') await queryClient.invalidateQueries({ queryKey: visitListsKey });
  }
  const asItWas = ({ id }: { id: string }) => ({ was: cachedVisit(queryClient, id) });
  async function tellAndReadAgain(error: unknown, { id }: { id: string }, context: { was: Appointment | undefined } | undefined): Promise<void> {
    await readAgainIfStale(error);
    tellRefusal('The visit was not changed', { error, was: context?.was, is: cachedVisit(queryClient, id) }, time);
  }

  const create = trpc.appointments.create.useMutation({ onSuccess: accept });
  const update = trpc.appointments.update.useMutation({ onSuccess: accept, onError: readAgainIfStale });
  const cancel = trpc.appointments.cancel.useMutation({ onSuccess: accept, onMutate: asItWas, onError: tellAndReadAgain });
  const setStatus = trpc.appointments.setStatus.useMutation({ onSuccess: accept, onMutate: asItWas, onError: tellAndReadAgain });
  return { create, update, cancel, setStatus };
}
