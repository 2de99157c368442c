import { Alert, Drawer, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import { PatientLink } from '../patients/patient-link.tsx';
import type { ClinicTime } from './clinic-time.ts';
import { holdWords } from './use-holds.ts';
import { VisitDetails } from './visit-details.tsx';
import { VisitEditor } from './visit-editor.tsx';

interface VisitDrawerProps {
  visit: Appointment;
  providers: Person[];
  time: ClinicTime;
  hold: ScheduleHold | undefined;
  /** Absent where there is no grid to move it on. */
  onMove?: () => void;
  onClose(): void;
}

/** One visit: what is known about it, its next step, and the ways to change it. */
export function VisitDrawer({ visit, providers, time, hold, onMove, onClose }: VisitDrawerProps) {
  const [editing, setEditing] = useState(false);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={<PatientLink patient={visit.patient} />}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap={16}>
        {hold && <Alert color="brand">{holdWords(hold)}.</Alert>}
        {editing ? (
          <VisitEditor visit={visit} providers={providers} time={time} onClose={() => setEditing(false)} />
        ) : (
          <VisitDetails visit={visit} time={time} onEdit={() => setEditing(true)} onMove={onMove} />
        )}
      </Stack>
    </Drawer>
  );
}
