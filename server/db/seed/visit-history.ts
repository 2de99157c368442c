import { v7 } from 'uuid';
import type { Insertable } from 'kysely';
import type { AppointmentStatus } from '../../../shared/appointment-status.ts';
import type { Schema } from '../schema.ts';

/** Who does what in the clinic. */
type Hand = 'desk' | 'nurse' | 'provider';

export interface VisitChange {
  status: AppointmentStatus;
  by: Hand;
  /** In minutes from the visit's start. */
  after: number;
}

/** How a visit of `length` minutes comes from being booked to a status: each step once, in their order. */
export function stepsTo(status: AppointmentStatus, length: number): VisitChange[] {
  const way: VisitChange[] = [
    { status: 'confirmed', by: 'desk', after: -26 * 60 },
    { status: 'checked_in', by: 'desk', after: -12 },
    { status: 'in_room', by: 'nurse', after: -3 },
    { status: 'with_provider', by: 'provider', after: 2 },
    { status: 'completed', by: 'provider', after: length },
  ];
  if (status === 'no_show') return [way[0]!, { status, by: 'desk', after: 20 }];
  return way.slice(0, way.findIndex((step) => step.status === status) + 1);
}

interface Booked {
  tenantId: string;
  visitId: string;
  status: AppointmentStatus;
  /** For how many minutes it has stood so; null when the times of an ordinary visit will do. */
  since: number | null;
  length: number;
  /** When it starts, in milliseconds. */
  startsAt: number;
  bookedAt: number;
  now: number;
  hands: Record<Hand, string>;
}

const minute = 60_000;

/** Some time in the days after the booking, another for each visit. */
const confirmedEarly = ({ bookedAt, startsAt }: Pick<Booked, 'bookedAt' | 'startsAt'>): number =>
  bookedAt + 3 * 24 * 60 * minute + (startsAt % (5 * 24 * 60 * minute));

/** The history of a visit as the database keeps it. Nothing in it is later than now. */
export function visitHistory({ tenantId, visitId, status, since, length, startsAt, bookedAt, now, hands }: Booked): Insertable<Schema['appointment_change']>[] {
  const row = { tenant_id: tenantId, appointment_id: visitId, reason: null };
  const booking = { ...row, id: v7({ msecs: bookedAt }), kind: 'created' as const, actor_id: hands.desk, from_value: null, to_value: null, at: new Date(bookedAt) };
  const steps = stepsTo(status, length);
  return [
    booking,
    ...steps.map(({ status: to, by, after }, index) => {
      const usual = startsAt + after * minute;
      const stepsLeft = steps.length - 1 - index;
      const latest = now - ((since ?? 1) + stepsLeft * (since === null ? 1 : 7)) * minute;
      const isLast = since !== null && stepsLeft === 0;
      // a coming visit was confirmed a few days after it was booked; what happens just now did so one step after the other
      const at = to === 'confirmed' && usual >= now ? confirmedEarly({ bookedAt, startsAt }) : isLast ? latest : Math.min(usual, latest);
      return {
        ...row,
        id: v7({ msecs: at }),
        kind: 'status_changed' as const,
        actor_id: hands[by],
        from_value: steps[index - 1]?.status ?? 'scheduled',
        to_value: to,
        at: new Date(at),
      };
    }),
  ];
}
