import type { Appointment } from '../../../shared/appointments.ts';

const chen = { id: 'chen', name: 'Wei Chen' };

/** A visit at Dr. Chen's, from nine to half past, UTC. */
export const visitOf = (change: Partial<Appointment> = {}): Appointment => ({
  id: 'visit',
  patient: { id: 'sam', name: 'Sam Porter', dateOfBirth: '1990-04-02' },
  provider: chen,
  startsAt: '2026-06-15T09:00:00.000Z',
  endsAt: '2026-06-15T09:30:00.000Z',
  status: 'scheduled',
  reason: 'Skin check',
  roomName: null,
  overbooked: false,
  version: 1,
  statusSince: '2026-06-01T08:00:00.000Z',
  ...change,
});

/** From and to on the day of `visitOf`, as `HH:mm` UTC. */
export const at = (from: string, to: string): { startsAt: string; endsAt: string } => ({
  startsAt: `2026-06-15T${from}:00.000Z`,
  endsAt: `2026-06-15T${to}:00.000Z`,
});
