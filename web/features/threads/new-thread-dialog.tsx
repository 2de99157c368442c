import { Modal, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Thread } from '../../../shared/threads.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { LimitedInput } from '../../ui/limited-field.tsx';

interface NewThreadDialogProps {
  opened: boolean;
  onClose(): void;
  onCreated(thread: Thread): void;
}

export function NewThreadDialog({ opened, onClose, onCreated }: NewThreadDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New thread" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <NewThreadForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function NewThreadForm({ onClose, onCreated }: Omit<NewThreadDialogProps, 'opened'>) {
  const user = useUser();
  // one form is one thread, however often it is sent
  const [clientThreadId] = useState(newId);
  const [subject, setSubject] = useState('');
  const [participantIds, setParticipantIds] = useState<string[]>([]);
  const [patient, setPatient] = useState<PatientName | null>(null);
  const [asked, setAsked] = useState(false);
  const without = useMemo(() => [user.id], [user.id]);
  const create = trpc.threads.create.useMutation({ onSuccess: onCreated });

  function submit(): void {
    setAsked(true);
    if (!hasText(subject) || participantIds.length === 0) return;
    create.mutate({ clientThreadId, subject: subject.trim(), participantIds, ...(patient && { patientId: patient.id }) });
  }

  return (
    <form
      aria-label="New thread"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={16}>
        <LimitedInput
          label="Subject"
          required
          data-autofocus
          limit={limits.text.name}
          error={asked && !hasText(subject) && 'What is it about?'}
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <PatientPicker isOptional value={patient} onChange={setPatient} />
        <PeoplePicker
          value={participantIds}
          onChange={setParticipantIds}
          without={without}
          error={asked && participantIds.length === 0 && 'With whom do you want to talk?'}
        />
        <FailureNotice title="The thread was not started" error={create.error} />
        <DialogActions confirm="Start thread" isPending={create.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}
