import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsMove, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import { isAppointmentStep } from '../../../shared/appointment-status.ts';
import { sentence } from '../../../shared/text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ReasonDialog } from '../order-panel/reason-dialog.tsx';
import { dayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { canChange } from './slot.ts';
import { useChangeVisit } from './use-change-visit.ts';
import classes from './visit-details.module.css';
import { VisitStatus } from './visit-status.tsx';
import { VisitSteps } from './visit-steps.tsx';

interface VisitDetailsProps {
  visit: Appointment;
  time: ClinicTime;
  onEdit(): void;
  onMove: (() => void) | undefined;
}

export function VisitDetails({ visit, time, onEdit, onMove }: VisitDetailsProps) {
  const [cancelling, setCancelling] = useState(false);
  const { cancel } = useChangeVisit();
  const day = time.day(Date.parse(visit.startsAt));
  // what ends at midnight ends on its day
  const lastDay = time.day(Date.parse(visit.endsAt) - 1);
  const facts: [string, string][] = [
    ['Day', day === lastDay ? dayWords(day) : `${dayWords(day)} to ${dayWords(lastDay)}`],
    ['Time', time.span(visit)],
    ['Provider', visit.provider.name],
    ['Reason', visit.reason || 'None given'],
    ['Room', visit.roomName ?? 'None yet'],
  ];

  return (
    <Stack gap={16}>
      <Group gap={8}>
        <VisitStatus status={visit.status} />
        <RelativeTime at={visit.statusSince} />
      </Group>
      <VisitSteps visit={visit} />
      <dl className={classes.facts}>
        {facts.map(([what, words]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {visit.overbooked && <Text size="sm">Booked over another visit on purpose.</Text>}
      {canChange(visit) && (
        <Group gap={8}>
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            Edit
          </Button>
          {onMove && (
            <Button variant="default" leftSection={<IconArrowsMove size={16} aria-hidden />} onClick={onMove}>
              Move
            </Button>
          )}
        </Group>
      )}
      {isAppointmentStep(visit.status, 'cancelled') && (
        <Group>
          <Button variant="subtle" color="red" ml={-12} onClick={() => setCancelling(true)}>
            Cancel the visit
          </Button>
        </Group>
      )}
      <ReasonDialog
        opened={cancelling}
        title="Cancel the visit"
        explanation={sentence`${visit.patient.name} will not come; the time is free again.`}
        confirm="Cancel the visit"
        color="red"
        isPending={cancel.isPending}
        onClose={() => setCancelling(false)}
        onConfirm={(reason) =>
          cancel.mutate({ id: visit.id, expectedVersion: visit.version, reason }, { onSettled: () => setCancelling(false) })
        }
      />
    </Stack>
  );
}
