import { Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertTargetKind } from '../../../shared/alerts.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { acceptAlert } from './alert-feed.ts';
import { climbWords, targetOf, type TargetDraft } from './raise-draft.ts';
import { PersonField, RoleField } from './target-fields.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

const kinds: { value: AlertTargetKind; label: string }[] = [
  { value: 'user', label: 'One person' },
  { value: 'role', label: 'A role' },
  { value: 'tenant', label: 'Everyone on duty' },
];

/** Calls a person, a role or everyone, until somebody has taken it. */
export const RaiseDialog = ({ onClose }: { onClose(): void }) => (
  <Modal opened onClose={onClose} title="Raise an urgent alert" closeButtonProps={{ 'aria-label': 'Close' }}>
    <RaiseForm onClose={onClose} />
  </Modal>
);

function RaiseForm({ onClose }: { onClose(): void }) {
  const queryClient = useQueryClient();
  // one form is one alert, however often it is sent
  const [clientAlertId] = useState(newId);
  const [message, setMessage] = useState('');
  const [draft, setDraft] = useState<TargetDraft>({ kind: 'role', userId: null, role: null });
  const [patient, setPatient] = useState<PatientName | null>(null);
  const [asked, setAsked] = useState(false);
  const raise = trpc.alerts.raise.useMutation({
    onSuccess(alert) {
      acceptAlert(queryClient, alert);
      onClose();
    },
  });
  const target = targetOf(draft);

  function submit(): void {
    setAsked(true);
    if (!target || !hasText(message)) return;
    raise.mutate({ clientAlertId, message: message.trim(), target, ...(patient && { patientId: patient.id }) });
  }

  return (
    <form
      aria-label="Urgent alert"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={16}>
        <LimitedTextarea
          label="What is needed, and where"
          required
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          limit={limits.text.reason}
          error={asked && !hasText(message) && 'Say what is needed.'}
          value={message}
          onChange={({ currentTarget }) => setMessage(currentTarget.value)}
        />
        <SegmentedControl<AlertTargetKind>
          fullWidth
          aria-label="Whom it calls"
          data={kinds}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
        {draft.kind === 'user' && (
          <PersonField value={draft.userId} error={asked && !target && 'Whom does it call?'} onChange={(userId) => setDraft({ ...draft, userId })} />
        )}
        {draft.kind === 'role' && (
          <RoleField value={draft.role} error={asked && !target && 'Whom does it call?'} onChange={(role) => setDraft({ ...draft, role })} />
        )}
        <PatientPicker isOptional value={patient} onChange={setPatient} />
        <Text c="dimmed">{climbWords(draft.kind)}</Text>
        <FailureNotice title="The alert was not raised" error={raise.error} />
        <DialogActions confirm="Call now" isPending={raise.isPending} color="red" onClose={onClose} />
      </Stack>
    </form>
  );
}
