import { Button } from '@mantine/core';
import { IconChecks, IconInbox, IconSearchOff } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { OrderFilter } from './order-filter.ts';

interface QueueEmptyProps {
  filter: OrderFilter;
  onNewOrder(): void;
  onEverything(): void;
}

/** What will appear here, and the one thing to do. */
export function QueueEmpty({ filter, onNewOrder, onEverything }: QueueEmptyProps) {
  const showAll = (
    <Button variant="default" onClick={onEverything}>
      Show all open orders
    </Button>
  );
  if (filter.search !== '' || filter.status.length > 0)
    return (
      <EmptyState icon={IconSearchOff} title="No order matches" action={showAll}>
        Nothing in this queue has this text or this status.
      </EmptyState>
    );
  switch (filter.queue) {
    case 'unassigned':
      return (
        <EmptyState icon={IconChecks} title="Every order is taken" action={showAll}>
          New orders appear here by themselves, longest waiting first.
        </EmptyState>
      );
    case 'mine':
      return (
        <EmptyState icon={IconInbox} title="You have taken no order" action={showAll}>
          Orders that you claim, or that a colleague hands to you, appear here.
        </EmptyState>
      );
    case 'all':
      return (
        <EmptyState icon={IconInbox} title="No open orders" action={<Button onClick={onNewOrder}>New order</Button>}>
          Orders of patients appear here by themselves.
        </EmptyState>
      );
  }
}
