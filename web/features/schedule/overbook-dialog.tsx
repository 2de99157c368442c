import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { BusyNotice, type Busy } from './busy-notice.tsx';
import type { ClinicTime } from './clinic-time.ts';

interface OverbookDialogProps {
  busy: Busy;
  time: ClinicTime;
  onConfirm(reason: string): void;
  onClose(): void;
}

/** A visit was put where another one is: over it on purpose, or back to where it was. */
export function OverbookDialog({ busy, time, onConfirm, onClose }: OverbookDialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  return (
    <Modal opened onClose={onClose} title="Move it there?" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason?.trim()) onConfirm(reason.trim());
        }}
      >
        <Stack gap={16}>
          <BusyNotice busy={busy} time={time} reason={reason} onChange={setReason} showProblems={asked} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Put it back
            </Button>
            <Button type="submit" disabled={reason === null}>
              Move
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
