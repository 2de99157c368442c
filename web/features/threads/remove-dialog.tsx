import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Member } from '../../../shared/rooms.ts';
import { firstName } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

interface RemoveDialogProps {
  /** Who is to go; null shows nothing. */
  member: Member | null;
  roomId: string;
  isSelf: boolean;
  onClose(): void;
  onLeft(): void;
}

/** Asks before somebody is taken out, or leaves: their view of the thread ends at once. */
export function RemoveDialog({ member, roomId, isSelf, onClose, onLeft }: RemoveDialogProps) {
  const remove = trpc.threads.removeParticipant.useMutation({
    onSuccess() {
      onClose();
      if (isSelf) onLeft();
    },
  });
  const name = member ? firstName(member.name) : '';
  return (
    <Modal
      opened={member !== null}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={isSelf ? 'Leave this thread?' : sentence`Remove ${member?.name ?? ''}?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap={16}>
        <Text>
          {isSelf
            ? 'You will no longer see it, and nothing more of it reaches you. Somebody who is in it can add you again.'
            : `${name} stops seeing the thread at once. What ${name} wrote stays.`}
        </Text>
        <FailureNotice title={isSelf ? 'You are still in it' : `${name} is still in it`} error={remove.error} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Go back
          </Button>
          <ActionButton color="red" loading={remove.isPending} onClick={() => member && remove.mutate({ roomId, userId: member.id })}>
            {isSelf ? 'Leave' : 'Remove'}
          </ActionButton>
        </Group>
      </Stack>
    </Modal>
  );
}
