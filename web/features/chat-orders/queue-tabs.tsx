import { SegmentedControl } from '@mantine/core';
import type { QueueCounts } from '../../../shared/chat-orders.ts';
import { orderQueues, type OrderQueue } from '../../../shared/order-queues.ts';

const names: Record<OrderQueue, string> = { unassigned: 'Unassigned', mine: 'Mine', all: 'All' };

interface QueueTabsProps {
  queue: OrderQueue;
  counts: QueueCounts | null;
  onChange(queue: OrderQueue): void;
}

/** The three queues, each with how many open orders it holds right now. */
export function QueueTabs({ queue, counts, onChange }: QueueTabsProps) {
  return (
    <SegmentedControl<OrderQueue>
      fullWidth
      aria-label="Queue"
      value={queue}
      onChange={onChange}
      data={orderQueues.map((value) => ({
        value,
        label: (
          <>
            {names[value]} <span data-count>{counts?.[value] ?? ''}</span>
          </>
        ),
      }))}
    />
  );
}
