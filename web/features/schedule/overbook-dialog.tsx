import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { hasText } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import type { ClinicTime } from './clinic-time.ts';
import { ObstacleNotice } from './obstacle-notice.tsx';
import type { Obstacle } from './obstacles.ts';

interface OverbookDialogProps {
  obstacle: Obstacle;
  time: ClinicTime;
  onConfirm(reason: string): void;
  onClose(): void;
}

/** A visit was put where something stands against it: there on purpose, or back to where it was. */
export function OverbookDialog({ obstacle, time, onConfirm, onClose }: OverbookDialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  return (
    <Modal opened onClose={onClose} title="Move it there?" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason !== null && hasText(reason)) onConfirm(reason.trim());
        }}
      >
        <Stack gap={16}>
          <ObstacleNotice obstacle={obstacle} time={time} reason={reason} onChange={setReason} showProblems={asked} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Put it back
            </Button>
            <ActionButton type="submit" disabled={reason === null}>
              Move
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
