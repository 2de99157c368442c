import { Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

interface ReasonDialogProps {
  opened: boolean;
  title: string;
  /** What happens when this is confirmed. */
  explanation: string;
  confirm: string;
  color?: 'red' | 'brand';
  isPending: boolean;
  onConfirm(reason: string): void;
  onClose(): void;
}

/** Asks why, before something that others have to understand later. */
export function ReasonDialog({ opened, onClose, title, ...props }: ReasonDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <ReasonForm {...props} onClose={onClose} />
    </Modal>
  );
}

function ReasonForm({ explanation, confirm, color = 'brand', isPending, onConfirm, onClose }: Omit<ReasonDialogProps, 'opened' | 'title'>) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const isMissing = !hasText(reason);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!isMissing) onConfirm(reason.trim());
      }}
    >
      <Stack gap={16}>
        <Text size="sm">{explanation}</Text>
        <LimitedTextarea
          data-autofocus
          label="Reason"
          required
          autosize
          minRows={2}
          maxRows={6}
          limit={limits.text.reason}
          error={asked && isMissing && 'Say why.'}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <DialogActions confirm={confirm} isPending={isPending} color={color} onClose={onClose} />
      </Stack>
    </form>
  );
}
