import type { Appointment } from '../../../shared/appointments.ts';

/** A cached answer of `appointments.list`, kept current by live events. A visit that moved out of its time stays in it. */
export interface VisitList {
  items: Appointment[];
}

export interface TimeRange {
  /** ISO 8601. */
  from: string;
  to: string;
}

export const touches = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, { from, to }: TimeRange): boolean =>
  Date.parse(startsAt) < Date.parse(to) && Date.parse(endsAt) > Date.parse(from);

/**
 * Takes a visit into a list of `range`. What the list knows in this or a newer version changes nothing, so events, replies
 * and replays may come in any order and more than once. A visit that left the range stays with its version: an older event
 * must not bring it back. Whoever draws the list draws what touches the range.
 */
export function mergeVisit(list: VisitList, visit: Appointment, range: TimeRange): VisitList {
  const known = list.items.find(({ id }) => id === visit.id);
  if (known ? known.version >= visit.version : !touches(visit, range)) return list;
  return { items: [...list.items.filter(({ id }) => id !== visit.id), visit] };
}
