import { Alert, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';

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
          {create.isError && (
            <Alert color="red" role="alert" title="It was not saved">
              {errorWords(create.error)}
            </Alert>
          )}
          <DialogActions confirm={confirm} isPending={create.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
