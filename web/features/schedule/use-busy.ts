import { failureOf } from '../../lib/error-words.ts';
import { useNow } from '../../ui/clock.ts';
import type { Busy } from './busy-notice.tsx';
import type { ClinicTime } from './clinic-time.ts';
import { dayRange } from './day-range.ts';
import { visitInTheWay, type Slot } from './slot.ts';
import { useVisits } from './use-visits.ts';

/** Who has the time already: as the cached day shows it, or as the server said when it refused. */
export function useBusy(slot: Slot | null, error: unknown, time: ClinicTime, exceptId?: string): Busy | null {
  const now = useNow(60_000);
  const day = time.day(slot ? Date.parse(slot.startsAt) : now);
  const { visits } = useVisits(dayRange(day, time));
  const visit = slot && visits && visitInTheWay(visits, slot, exceptId);
  if (visit) return { patientName: visit.patient.name, startsAt: visit.startsAt, endsAt: visit.endsAt };
  return failureOf(error)?.busy ?? null;
}
