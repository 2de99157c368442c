import { Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

interface CreateFrameProps {
  title: string;
  confirm: string;
  create: { isPending: boolean; isError: boolean; error: unknown };
  onSubmit(): void;
  onClose(): void;
  children: ReactNode;
}

/** The dialog around the fields of something new. */
export function CreateFrame({ title, confirm, create, onSubmit, onClose, children }: CreateFrameProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap={12}>
          {children}
          <FailureNotice title="It was not saved" error={create.error} />
          <DialogActions confirm={confirm} isPending={create.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
