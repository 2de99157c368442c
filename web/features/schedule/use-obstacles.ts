import { useState } from 'react';
import { hasText } from '../../../shared/text.ts';
import { useNow } from '../../ui/clock.ts';
import { useClinicSettings } from '../clinic-settings/use-clinic-settings.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayRange } from './day-range.ts';
import { busyOf, obstacleOf, unusualOf, type Booking, type Obstacle } from './obstacles.ts';
import { useVisits } from './use-visits.ts';

type Reasons = Record<Obstacle['kind'], string | null>;

interface ObstacleOptions {
  booking: Booking | null;
  /** What the server said when it refused. */
  error: unknown;
  time: ClinicTime;
  exceptId?: string;
  /** Whether any time will do: somebody stands at the desk. */
  anyTime?: boolean;
}

/** What stands against a booking, as the cached day shows it or as the server said, and why it is meant all the same. */
export function useObstacles({ booking, error, time, exceptId, anyTime = false }: ObstacleOptions) {
  const now = useNow(60_000);
  const [reasons, setReasons] = useState<Reasons>({ busy: null, unusual: null });
  const day = time.day(booking ? Date.parse(booking.slot.startsAt) : now);
  const { visits } = useVisits(dayRange(day, time));
  const { settings } = useClinicSettings();
  const said = obstacleOf(error);
  const obstacles: Obstacle[] = [];
  const busy = booking && visits && busyOf(visits, booking, exceptId);
  if (busy) obstacles.push({ kind: 'busy', busy });
  const unusual = booking && settings && !anyTime ? unusualOf(booking.slot, settings.openingHours, time, now) : [];
  if (unusual.length > 0) obstacles.push({ kind: 'unusual', unusual });
  if (said && !obstacles.some(({ kind }) => kind === said.kind)) obstacles.push(said);

  const reasonOf = (kind: Obstacle['kind']): { reason: string } | null => {
    const reason = obstacles.some((obstacle) => obstacle.kind === kind) ? reasons[kind] : null;
    return reason !== null && hasText(reason) ? { reason: reason.trim() } : null;
  };
  const [overbook, unusualTime] = [reasonOf('busy'), reasonOf('unusual')];
  return {
    obstacles,
    reasons,
    setReason: (kind: Obstacle['kind'], reason: string | null): void => setReasons((known) => ({ ...known, [kind]: reason })),
    /** Whether something is not meant, and whether something lacks its reason. */
    isRefused: obstacles.some(({ kind }) => reasons[kind] === null),
    isOpen: obstacles.some(({ kind }) => !reasonOf(kind)),
    /** What the server is told. */
    confirmed: { ...(overbook && { overbook }), ...(unusualTime && { unusualTime }) },
  };
}
