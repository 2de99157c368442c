import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { limits } from '../../../shared/limits.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import { sentence } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';

const holdsKey = ['schedule-holds'] as const;

/** What others have in hand, by visit id. Mount it once for a page. */
export function useHolds(): ReadonlyMap<string, ScheduleHold> {
  const user = useUser();
  const queryClient = useQueryClient();
  const change = (holds: ScheduleHold[]): void => void queryClient.setQueryData<ScheduleHold[]>(holdsKey, holds);
  trpc.schedule.signals.useSubscription(undefined, { onStarted: () => change([]), onData: ({ holds }) => change(holds) });
  const { data } = useQuery<ScheduleHold[]>({ queryKey: holdsKey, queryFn: skipToken });
  return useMemo(
    () => new Map((data ?? []).filter(({ userId }) => userId !== user.id).map((hold) => [hold.appointmentId, hold])),
    [data, user.id],
  );
}

/** Says to the others what the caller has in hand, for as long as they have it. */
export function useHold(appointmentId: string | null, doing: ScheduleHold['doing']): void {
  const { client } = trpc.useUtils();
  useEffect(() => {
    if (appointmentId === null) return;
    // fleeting: one that is lost comes again or lapses by itself
    const tell = (id: string | null): void => void client.schedule.setHold.mutate({ appointmentId: id, doing }).catch(() => undefined);
    tell(appointmentId);
    const timer = setInterval(() => tell(appointmentId), limits.schedule.holdFor / 3);
    return () => {
      clearInterval(timer);
      tell(null);
    };
  }, [client, appointmentId, doing]);
}

export const holdWords = ({ name, doing }: ScheduleHold): string => sentence`${name} is ${doing} this visit`;
