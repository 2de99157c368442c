import { expect, test } from 'vitest';
import { appointmentStatuses, isAppointmentStep, nextAppointmentStatuses, occupiesSlot, undoAppointmentStatuses } from './appointment-status.ts';

// rows: from; columns: to, in the order of the rows. + a step forward, - a step back, . none
const steps = {
  scheduled: '.++...++',
  confirmed: '-.+...++',
  checked_in: '--.++.++',
  in_room: '..-.++..',
  with_provider: '..--.+..',
  completed: '...--...',
  no_show: '--......',
  cancelled: '........',
} as const;

test.each(appointmentStatuses)('the steps from %s', (from) => {
  const marks = appointmentStatuses.map((to) => {
    if (nextAppointmentStatuses(from).includes(to)) return '+';
    return undoAppointmentStatuses(from).includes(to) ? '-' : '.';
  });
  expect(marks.join('')).toBe(steps[from]);
  expect(appointmentStatuses.map((to) => isAppointmentStep(from, to))).toEqual([...steps[from]].map((mark) => mark !== '.'));
});

test('every step back undoes a step forward', () => {
  for (const from of appointmentStatuses)
    for (const to of undoAppointmentStatuses(from)) expect([to, nextAppointmentStatuses(to).includes(from)]).toEqual([to, true]);
});

test('only who is not coming takes up no time', () => {
  expect(appointmentStatuses.filter((status) => !occupiesSlot(status))).toEqual(['no_show', 'cancelled']);
});
