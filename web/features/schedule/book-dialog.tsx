import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { useClinicTime } from './clinic-time.ts';
import { ObstacleNotices } from './obstacle-notices.tsx';
import { obstacleOf } from './obstacles.ts';
import { useChangeVisit } from './use-change-visit.ts';
import { useObstacles } from './use-obstacles.ts';
import type { FreeTime } from './use-free-time.ts';
import { slotOfDraft, type VisitDraft } from './visit-draft.ts';
import { VisitFields } from './visit-fields.tsx';

interface BookDialogProps {
  /** What the fields hold at first. */
  draft: VisitDraft;
  providers: Person[];
  freeTime: FreeTime;
  /** Whether the patient stands at the desk already. */
  walkIn?: boolean;
  onClose(): void;
  onBooked?: (visit: Appointment) => void;
}

/** Books a visit, over another one only when that is said in so many words. */
export function BookDialog({ walkIn = false, onClose, ...props }: BookDialogProps) {
  const title = walkIn ? 'Walk-in' : 'Book a visit';
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <BookForm {...props} title={title} walkIn={walkIn} onClose={onClose} />
    </Modal>
  );
}

function BookForm({ draft: first, providers, freeTime, walkIn, title, onClose, onBooked }: BookDialogProps & { title: string }) {
  const time = useClinicTime();
  // one form is one visit, however often it is sent
  const [clientAppointmentId] = useState(newId);
  const [patient, setPatient] = useState<PatientName | null>(null);
  const [draft, setDraft] = useState(first);
  const [asked, setAsked] = useState(false);
  const { create } = useChangeVisit();
  const slot = slotOfDraft(draft, time);
  const booking = slot && { slot, patientId: patient?.id ?? null, roomName: draft.roomName };
  const found = useObstacles({ booking, error: create.error, time, anyTime: walkIn ?? false });

  function submit(): void {
    setAsked(true);
    if (!patient || !slot || found.isOpen) return;
    create.mutate(
      {
        clientAppointmentId,
        patientId: patient.id,
        ...slot,
        reason: draft.reason.trim(),
        roomName: draft.roomName.trim() || null,
        ...(walkIn && { walkIn }),
        ...found.confirmed,
      },
      {
        onSuccess(visit) {
          onBooked?.(visit);
          onClose();
        },
      },
    );
  }

  return (
    <form
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={12}>
        <PatientPicker value={patient} onChange={setPatient} error={asked && !patient && 'Who comes?'} />
        <VisitFields
          draft={draft}
          onChange={(next) => {
            create.reset();
            setDraft(next);
          }}
          providers={providers}
          freeTime={freeTime}
          showProblems={asked}
        />
        <ObstacleNotices found={found} time={time} showProblems={asked} />
        {create.isError && !obstacleOf(create.error) && (
          <FailureNotice title="The visit was not booked" error={create.error} />
        )}
        <DialogActions confirm={walkIn ? 'Check in' : 'Book'} isPending={create.isPending} isDisabled={found.isRefused} onClose={onClose} />
      </Stack>
    </form>
  );
}
