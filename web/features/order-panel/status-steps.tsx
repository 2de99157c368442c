import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen, itemsMissingWords, needsItems, needsReason, nextStatuses, statusName, type OrderStatus } from '../../../shared/order-status.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { placeOnWay, stepName, usualWay } from './status-words.ts';
import type { useChangeOrder } from './use-change-order.ts';
import classes from './order-panel.module.css';

interface StatusStepsProps {
  order: ChatOrder;
  setStatus: ReturnType<typeof useChangeOrder>['setStatus'];
  /** Somebody else, who holds the order: only they may take steps. */
  holderName: string | null;
}

/** Where the order is on its way, and the steps that may follow; no other step is offered. */
export function StatusSteps({ order, setStatus, holderName }: StatusStepsProps) {
  const [asking, setAsking] = useState<OrderStatus | null>(null);
  const place = placeOnWay(order.status);
  const next = holderName === null ? nextStatuses(order.status) : [];
  const lacksItems = order.items.length === 0 && next.some(needsItems);

  function take(status: OrderStatus, reason?: string): void {
    setStatus.mutate(
      { roomId: order.roomId, status, expectedVersion: order.version, ...(reason !== undefined && { reason }) },
      { onSuccess: () => setAsking(null) },
    );
  }

  return (
    <section className={classes.section} aria-label="Status">
      {isOpen(order.status) || order.status === 'completed' ? (
        <ol className={classes.steps}>
          {usualWay.map((status, index) => {
            const state = index < place || order.status === 'completed' ? 'done' : index === place ? 'current' : 'ahead';
            return (
              <li key={status} className={classes.step} data-state={state} aria-current={index === place ? 'step' : undefined}>
                <span className={classes.dot} aria-hidden>
                  {state === 'done' && <IconCheck size={12} stroke={3} />}
                </span>
                {index === place ? statusName(order.status) : statusName(status)}
              </li>
            );
          })}
        </ol>
      ) : null}
      {holderName !== null && isOpen(order.status) && (
        <Text size="sm" c="dimmed" mt={12}>
          {holderName} works on this order. To change it, take it over first.
        </Text>
      )}
      {lacksItems && (
        <Text size="sm" mt={12} role="status">
          {itemsMissingWords}
        </Text>
      )}
      <Group gap={8} mt={next.length > 0 ? 12 : 0}>
        {next
          .filter((status) => !needsReason(status))
          .map((status, index) => (
            <ActionButton
              key={status}
              px={12}
              variant={index === 0 ? 'filled' : 'default'}
              disabled={lacksItems && needsItems(status)}
              loading={setStatus.isPending && setStatus.variables.status === status}
              onClick={() => take(status)}
            >
              {stepName(order.status, status)}
            </ActionButton>
          ))}
      </Group>
      <Group gap={8} ml={-8} mt={next.length > 0 ? 8 : 0}>
        {next.filter(needsReason).map((status) => (
          <Button
            key={status}
            size="compact-sm"
            variant="subtle"
            color="red"
            c="var(--app-red)"
            onClick={() => setAsking(status)}
          >
            {stepName(order.status, status)}
          </Button>
        ))}
      </Group>
      <ReasonDialog
        opened={asking !== null}
        title={asking === 'rejected' ? 'Reject this order' : 'Cancel this order'}
        explanation={sentence`The order of ${order.patient.name} ends here and cannot be opened again. Colleagues see your reason in the history.`}
        confirm={asking === 'rejected' ? 'Reject order' : 'Cancel order'}
        color="red"
        isPending={setStatus.isPending}
        onConfirm={(reason) => asking && take(asking, reason)}
        onClose={() => setAsking(null)}
      />
    </section>
  );
}
