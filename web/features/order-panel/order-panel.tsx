import { ActionIcon, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { NotHereYet } from '../../connection/not-here-yet.tsx';
import { useUser } from '../../lib/use-user.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useOrder } from '../conversation/use-conversation.ts';
import { HolderSection } from './holder-section.tsx';
import { ItemsSection } from './items-section.tsx';
import { OrderHistory } from './order-history.tsx';
import { StatusSteps } from './status-steps.tsx';
import { useChangeOrder } from './use-change-order.ts';
import type { Claiming } from './use-claim.ts';
import classes from './order-panel.module.css';

interface OrderPanelProps {
  roomId: string;
  claiming: Claiming;
  /** What closes the panel where it covers the conversation. */
  trailing?: ReactNode;
}

/** The order beside its conversation. It reads what the open room keeps in the cache. */
export function OrderPanel({ roomId, claiming, trailing }: OrderPanelProps) {
  const order = useOrder(roomId);
  const user = useUser();
  const changes = useChangeOrder(roomId);
  if (!order)
    return (
      <NotHereYet what="This order">
        <OrderPanelSkeleton />
      </NotHereYet>
    );
  const holder = order.claimedBy?.id === user.id ? null : order.claimedBy;
  return (
    <section className={classes.panel} aria-label="Order">
      <header className={classes.header}>
        <Group justify="space-between" wrap="nowrap">
          <StatusBadge status={order.status} />
          <Group gap={4} wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" size={36} aria-label="Print this order" title="Print" onClick={() => window.print()}>
              <IconPrinter size={18} aria-hidden />
            </ActionIcon>
            {trailing}
          </Group>
        </Group>
        <Text size="sm" mt={4}>
          <PersonName name={order.patient.name} dateOfBirth={order.patient.dateOfBirth} />
        </Text>
        <Text size="xs" c="dimmed">
          Ordered <RelativeTime at={order.createdAt} />, changed <RelativeTime at={order.updatedAt} />
        </Text>
      </header>
      <HolderSection order={order} callerId={user.id} claiming={claiming} changes={changes} />
      <StatusSteps order={order} setStatus={changes.setStatus} holderName={holder?.name ?? null} />
      <ItemsSection order={order} changes={changes} isLocked={holder !== null} />
      <OrderHistory order={order} />
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
