import { Modal, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Member } from '../../../shared/rooms.ts';
import { trpc } from '../../lib/trpc.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PeoplePicker } from './people-picker.tsx';

interface AddPeopleDialogProps {
  opened: boolean;
  onClose(): void;
  roomId: string;
  members: Member[];
}

export function AddPeopleDialog({ opened, onClose, ...form }: AddPeopleDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add people" closeButtonProps={{ 'aria-label': 'Close' }}>
      <AddPeopleForm onClose={onClose} {...form} />
    </Modal>
  );
}

function AddPeopleForm({ onClose, roomId, members }: Omit<AddPeopleDialogProps, 'opened'>) {
  const [userIds, setUserIds] = useState<string[]>([]);
  const without = useMemo(() => members.map(({ id }) => id), [members]);
  const add = trpc.threads.addParticipants.useMutation({ onSuccess: onClose });
  return (
    <form
      aria-label="Add people"
      onSubmit={(event) => {
        event.preventDefault();
        if (userIds.length > 0) add.mutate({ roomId, userIds });
      }}
    >
      <Stack gap={16}>
        <PeoplePicker value={userIds} onChange={setUserIds} without={without} description="They also see what was written before." />
        <FailureNotice title="Nobody was added" error={add.error} />
        <DialogActions confirm="Add" isPending={add.isPending} isDisabled={userIds.length === 0} onClose={onClose} />
      </Stack>
    </form>
  );
}
