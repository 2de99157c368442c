import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FreeSlot } from '../../../shared/appointments.ts';
import { trpc } from '../../lib/trpc.ts';

/** What free time is looked for. */
export interface FreeTimeWish {
  /** Null when any provider will do. */
  providerId: string | null;
  minutes: number;
}

interface Search extends FreeTimeWish {
  /** ISO 8601. */
  after: string;
  offer: Extract<FreeSlot, { outcome: 'found' }> | null;
}

/** Looks for free time, and for more of it until it is told to forget what it looked for. */
export function useFreeTime() {
  const { client } = trpc.useUtils();
  const [search, setSearch] = useState<Search | null>(null);
  const { mutateAsync, data, error, isPending, reset } = useMutation({
    mutationFn: ({ providerId, minutes, after, offer }: Search) =>
      client.appointments.findFree.query({
        minutes,
        after,
        ...(providerId !== null && { providerId }),
        ...(offer && { beyond: { startsAt: offer.startsAt, providerId: offer.provider.id } }),
      }),
  });

  async function ask(asked: Search): Promise<FreeSlot | null> {
    const found = await mutateAsync(asked).catch(() => null);
    if (found) setSearch({ ...asked, offer: found.outcome === 'found' ? found : asked.offer });
    return found;
  }

  const first = (wish: FreeTimeWish, after: number) => ask({ ...wish, after: new Date(after).toISOString(), offer: null });

  return {
    /** The first from `after` (an instant) on. Null when it failed; `error` says why. */
    first,
    /** The offer after the last one; the first when the wish is another. */
    next(wish: FreeTimeWish, after: number): Promise<FreeSlot | null> {
      const goesOn = search?.providerId === wish.providerId && search.minutes === wish.minutes;
      return goesOn ? ask(search) : first(wish, after);
    },
    found: data ?? null,
    error,
    isPending,
    forget(): void {
      setSearch(null);
      reset();
    },
  };
}

export type FreeTime = ReturnType<typeof useFreeTime>;
