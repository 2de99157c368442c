import { expect, test } from 'vitest';
import { appointmentStatuses, isAppointmentStep } from '../../../shared/appointment-status.ts';
import { stepsTo, visitHistory } from './visit-history.ts';

test.each(appointmentStatuses.filter((status) => status !== 'cancelled'))('the way to %s has legal steps only and leads there', (status) => {
  const way = ['scheduled' as const, ...stepsTo(status, 20).map((step) => step.status)];
  expect(way.at(-1)).toBe(status);
  for (const [index, to] of way.slice(1).entries()) expect(isAppointmentStep(way[index]!, to)).toBe(true);
});

test('a history goes forward and ends before now', () => {
  const now = Date.parse('2026-06-15T09:00:00.000Z');
  const hands = { desk: 'ben', nurse: 'rosa', provider: 'chen' };
  for (const startsAt of [now - 120 * 60_000, now - 60_000, now + 10 * 60_000]) {
    const at = visitHistory({ tenantId: 't', visitId: 'v', status: 'in_room', since: null, length: 20, startsAt, bookedAt: now - 14 * 86_400_000, now, hands }).map((row) => Number(row.at));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at.at(-1)).toBeLessThan(now);
  }
});

test('a visit stands where it does for as long as it is told, and its steps come before', () => {
  const now = Date.parse('2026-06-15T09:00:00.000Z');
  const hands = { desk: 'ben', nurse: 'rosa', provider: 'chen' };
  for (const startsIn of [-25, 5, 30]) {
    const rows = visitHistory({ tenantId: 't', visitId: 'v', status: 'with_provider', since: 17, length: 20, startsAt: now + startsIn * 60_000, bookedAt: now - 14 * 86_400_000, now, hands });
    const at = rows.map((row) => Number(row.at));
    expect(at.at(-1)).toBe(now - 17 * 60_000);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(new Set(at).size).toBe(at.length);
  }
});
