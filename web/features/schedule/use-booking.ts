import { useState } from 'react';
import { useServerTime } from '../../ui/clock.ts';
import type { ClinicTime } from './clinic-time.ts';
import { useFreeTime } from './use-free-time.ts';
import { newDraft, type VisitDraft } from './visit-draft.ts';

/** The visit that is about to be booked, from wherever one began with it. */
export function useBooking(time: ClinicTime) {
  const { now } = useServerTime();
  const freeTime = useFreeTime();
  const [draft, setDraft] = useState<VisitDraft | null>(null);

  /** The usual time to begin with on a day: soon when it is today, else in the morning. */
  function usualTime(day: string): number {
    return day === time.day(now()) ? Math.ceil(now() / 600_000) * 600_000 : time.instant(day, 9 * 60);
  }

  return {
    draft,
    freeTime,
    /** `at` is an instant; null when no time was pointed at. */
    begin(providerId: string | null, day: string, at: number | null): void {
      freeTime.forget();
      setDraft(newDraft(providerId, at ?? usualTime(day), time));
    },
    /** With the next free time from `from` (an instant) on filled in; what is past is not looked at. */
    async beginNextFree(providerId: string | null, from: number, minutes: number): Promise<void> {
      const after = Math.max(from, now());
      const found = await freeTime.first({ providerId, minutes }, after);
      const known = found?.outcome === 'found' ? found : null;
      const start = known ? Date.parse(known.startsAt) : usualTime(time.day(after));
      setDraft({ ...newDraft(known?.provider.id ?? providerId, start, time), minutes });
    },
    end(): void {
      setDraft(null);
      freeTime.forget();
    },
  };
}
