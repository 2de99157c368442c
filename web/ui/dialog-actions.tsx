import { Button, Group, type MantineColor } from '@mantine/core';
import { ActionButton } from '../connection/action-button.tsx';

interface DialogActionsProps {
  /** What submitting does, in a word or two. */
  confirm: string;
  isPending: boolean;
  onClose(): void;
  color?: MantineColor | undefined;
  isDisabled?: boolean;
}

/** How the form in a dialog ends: the way back, and what the dialog is for. */
export function DialogActions({ confirm, isPending, onClose, color, isDisabled = false }: DialogActionsProps) {
  return (
    <Group justify="flex-end" gap={8}>
      <Button variant="default" onClick={onClose}>
        Go back
      </Button>
      <ActionButton type="submit" loading={isPending} disabled={isDisabled} {...(color && { color })}>
        {confirm}
      </ActionButton>
    </Group>
  );
}
