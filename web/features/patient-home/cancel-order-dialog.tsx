import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

interface CancelOrderDialogProps {
  order: ChatOrder;
  onClose: () => void;
}

/** Asks before an order is called off: it cannot be taken back. The change itself arrives as a live event. */
export function CancelOrderDialog({ order: { roomId, version }, onClose }: CancelOrderDialogProps) {
  const [reason, setReason] = useState('');
  const setStatus = trpc.chatOrders.setStatus.useMutation({ onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title="Cancel this order?" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap={16}>
        <Text>Your pharmacy stops working on it. You can start a new order at any time.</Text>
        <LimitedTextarea
          label="Why (if you want to say)"
          autosize
          minRows={2}
          limit={limits.text.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <FailureNotice title="The order was not cancelled" error={setStatus.error} />
        <Group gap={8} justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <ActionButton
            color="red"
            loading={setStatus.isPending}
            onClick={() => setStatus.mutate({ roomId, status: 'cancelled', expectedVersion: version, reason })}
          >
            Cancel the order
          </ActionButton>
        </Group>
      </Stack>
    </Modal>
  );
}
