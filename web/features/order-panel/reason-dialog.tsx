import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../shared/limits.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';

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
  const isMissing = reason.trim() === '';
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
        <Textarea
          data-autofocus
          label="Reason"
          required
          autosize
          minRows={2}
          maxRows={6}
          maxLength={limits.text.reason}
          error={asked && isMissing && 'Say why.'}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <DialogActions confirm={confirm} isPending={isPending} color={color} onClose={onClose} />
      </Stack>
    </form>
  );
}
