import type { Appointment } from '../../../shared/appointments.ts';

export interface Lane {
  lane: number;
  lanes: number;
}

/** Visits of one provider that overlap stand side by side: by visit id, which lane of how many. */
export function lanesOf(visits: Pick<Appointment, 'id' | 'startsAt' | 'endsAt'>[]): Map<string, Lane> {
  const placed = new Map<string, Lane>();
  let group: { id: string; lane: number }[] = [];
  let ends: number[] = [];
  const close = (): void => {
    for (const { id, lane } of group) placed.set(id, { lane, lanes: ends.length });
    group = [];
    ends = [];
  };
  const inOrder = visits.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id.localeCompare(b.id));
  for (const { id, startsAt, endsAt } of inOrder) {
    const start = Date.parse(startsAt);
    if (ends.every((end) => end <= start)) close();
    const free = ends.findIndex((end) => end <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Date.parse(endsAt);
    group.push({ id, lane });
  }
  close();
  return placed;
}
