/**
 * The way of a visit:
 *
 *   scheduled → confirmed → checked_in → in_room → with_provider → completed
 *
 * `no_show` and `cancelled` until the patient is in a room; one step back is an undo.
 */
export const appointmentStatuses = [
  'scheduled',
  'confirmed',
  'checked_in',
  'in_room',
  'with_provider',
  'completed',
  'no_show',
  'cancelled',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

const next: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  scheduled: ['confirmed', 'checked_in', 'no_show', 'cancelled'],
  confirmed: ['checked_in', 'no_show', 'cancelled'],
  checked_in: ['in_room', 'with_provider', 'no_show', 'cancelled'],
  in_room: ['with_provider', 'completed'],
  with_provider: ['completed'],
  completed: [],
  no_show: [],
  cancelled: [],
};

const back: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  scheduled: [],
  confirmed: ['scheduled'],
  checked_in: ['scheduled', 'confirmed'],
  in_room: ['checked_in'],
  with_provider: ['in_room', 'checked_in'],
  completed: ['with_provider', 'in_room'],
  no_show: ['scheduled', 'confirmed'],
  cancelled: [],
};

/** The steps forward from `status`, the usual one first. */
export const nextAppointmentStatuses = (status: AppointmentStatus): readonly AppointmentStatus[] => next[status];

/** The steps that undo how it came to `status`, the usual one first. */
export const undoAppointmentStatuses = (status: AppointmentStatus): readonly AppointmentStatus[] => back[status];

export const isAppointmentStep = (from: AppointmentStatus, to: AppointmentStatus): boolean =>
  next[from].includes(to) || back[from].includes(to);

/** Whether the visit takes up its time: cancelled visits and patients who did not come free the slot. */
export const occupiesSlot = (status: AppointmentStatus): boolean => status !== 'cancelled' && status !== 'no_show';

const names: Record<AppointmentStatus, string> = {
  scheduled: 'Scheduled',
  confirmed: 'Confirmed',
  checked_in: 'Checked in',
  in_room: 'In room',
  with_provider: 'With provider',
  completed: 'Done',
  no_show: 'No-show',
  cancelled: 'Cancelled',
};

export const appointmentStatusName = (status: AppointmentStatus): string => names[status];
