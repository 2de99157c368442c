import { Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import {
  appointmentStatusName,
  nextAppointmentStatuses,
  undoAppointmentStatuses,
  type AppointmentStatus,
} from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useChangeVisit } from './use-change-visit.ts';

const words: Partial<Record<AppointmentStatus, string>> = {
  confirmed: 'Confirm',
  checked_in: 'Check in',
  in_room: 'To the room',
  with_provider: 'With provider',
  completed: 'Done',
  no_show: 'Did not come',
};

/** The steps forward, the usual one first, and the one that takes the last step back. */
export function VisitSteps({ visit }: { visit: Appointment }) {
  const { setStatus } = useChangeVisit();
  const forward = nextAppointmentStatuses(visit.status).filter((status) => status !== 'cancelled');
  const [back] = undoAppointmentStatuses(visit.status);
  const go = (status: AppointmentStatus): void => setStatus.mutate({ id: visit.id, expectedVersion: visit.version, status });
  if (forward.length === 0 && !back) return null;
  return (
    <Group gap={8}>
      {forward.map((status, index) => (
        <ActionButton key={status} variant={index === 0 ? 'filled' : 'default'} disabled={setStatus.isPending} onClick={() => go(status)}>
          {words[status] ?? appointmentStatusName(status)}
        </ActionButton>
      ))}
      {back && (
        <ActionButton
          variant="subtle"
          color="gray"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={setStatus.isPending}
          onClick={() => go(back)}
        >
          Back to {appointmentStatusName(back).toLowerCase()}
        </ActionButton>
      )}
    </Group>
  );
}
