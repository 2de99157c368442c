import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';
import { NotHereYet } from '../../connection/not-here-yet.tsx';
import { useUser } from '../../lib/use-user.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useOrder } from '../conversation/use-conversation.ts';
import { HolderSection } from './holder-section.tsx';
import { ItemsSection } from './items-section.tsx';
import { OrderHistory } from './order-history.tsx';
import { primaryAction } from './primary-action.ts';
import { StatusSteps } from './status-steps.tsx';
import { UndoNotice } from './undo-notice.tsx';
import { useChangeOrder } from './use-change-order.ts';
import type { Claiming } from './use-claim.ts';
import { useItemsForm } from './use-items-form.ts';
import type { UndoStep } from './use-undo-step.ts';
import classes from './order-panel.module.css';

interface OrderPanelProps {
  roomId: string;
  claiming: Claiming;
  undo: UndoStep;
  /** What closes the panel where it covers the conversation. */
  trailing?: ReactNode;
}

/** The order beside its conversation. It reads what the open room keeps in the cache. */
export function OrderPanel(props: OrderPanelProps) {
  const order = useOrder(props.roomId);
  if (order) return <LoadedPanel order={order} {...props} />;
  return (
    <NotHereYet what="This order">
      <OrderPanelSkeleton />
    </NotHereYet>
  );
}

function LoadedPanel({ order, roomId, claiming, undo, trailing }: OrderPanelProps & { order: ChatOrder }) {
  const user = useUser();
  const changes = useChangeOrder(roomId);
  const items = useItemsForm(order);
  const due = primaryAction({ order, callerId: user.id, isEditingItems: items.editing !== null });
  const holder = order.claimedBy?.id === user.id ? null : order.claimedBy;
  return (
    <section className={classes.panel} aria-label="Order">
      <header className={classes.header}>
        <Group justify="space-between" wrap="nowrap">
          <StatusBadge status={order.status} />
          <Group gap={4} wrap="nowrap">
            <PrintButton what="this order" />
            {trailing}
          </Group>
        </Group>
        <Text size="sm" mt={4}>
          <PersonName name={order.patient.name} dateOfBirth={order.patient.dateOfBirth} />
        </Text>
        <Text size="xs" c="dimmed">
          Order <span data-count>{orderNumber(order.roomId)}</span>, placed <RelativeTime at={order.createdAt} />, changed <RelativeTime at={order.updatedAt} />
        </Text>
      </header>
      <HolderSection order={order} callerId={user.id} claiming={claiming} isDue={due === 'claim'} changes={changes} />
      <StatusSteps order={order} setStatus={changes.setStatus} holderName={holder?.name ?? null} isDue={due === 'step'} items={items} undo={undo} />
      <ItemsSection order={order} changes={changes} form={items} isLocked={holder !== null} isDue={due === 'items'} />
      <OrderHistory order={order} />
      <UndoNotice undo={undo} />
    </section>
  );
}

function OrderPanelSkeleton() {
  return (
    <section className={classes.panel} aria-label="Order" aria-busy>
      <Stack gap={16} p={16}>
        <Skeleton height={24} width={110} />
        <Skeleton height={14} width="70%" />
        <Skeleton height={36} />
        <Skeleton height={120} />
        <Skeleton height={90} />
      </Stack>
    </section>
  );
}
