import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen, itemsMissingWords, needsItems, needsReason, nextStatuses, previousStatus, statusName, type OrderStatus } from '../../../shared/order-status.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { StepDialog } from './step-dialog.tsx';
import { StepLine } from './step-line.tsx';
import { stepName } from './status-words.ts';
import { UnsavedNotice } from './unsaved-notice.tsx';
import type { useChangeOrder } from './use-change-order.ts';
import { focusItemsForm, type ItemsForm } from './use-items-form.ts';
import type { UndoStep } from './use-undo-step.ts';
import classes from './order-panel.module.css';

interface StatusStepsProps {
  order: ChatOrder;
  setStatus: ReturnType<typeof useChangeOrder>['setStatus'];
  /** Somebody else, who holds the order: only they may take steps. */
  holderName: string | null;
  /** Whether the next step is the one action that is due. */
  isDue: boolean;
  items: ItemsForm;
  undo: UndoStep;
}

/** Where the order is on its way, the steps that may follow, and the one back; no other step is offered. */
export function StatusSteps({ order, setStatus, holderName, isDue, items, undo }: StatusStepsProps) {
  const [asking, setAsking] = useState<OrderStatus | null>(null);
  const [pressed, setPressed] = useState<OrderStatus | null>(null);
  const next = holderName === null ? nextStatuses(order.status) : [];
  const back = holderName === null ? previousStatus(order.status) : null;
  const lacksItems = order.items.length === 0 && next.some(needsItems);
  const warnsOf = items.isUnsaved && pressed !== null && next.includes(pressed) ? pressed : null;

  function take(status: OrderStatus, reason?: string): void {
    setStatus.mutate(
      { roomId: order.roomId, status, expectedVersion: order.version, ...(reason !== undefined && { reason }) },
      {
        onSuccess(changed) {
          setAsking(null);
          if (nextStatuses(order.status).includes(status)) undo.offer(order.status, changed);
        },
      },
    );
  }
  function goTo(status: OrderStatus): void {
    setPressed(null);
    if (needsReason(status)) setAsking(status);
    else take(status);
  }
  const press = (status: OrderStatus): void => (items.isUnsaved ? setPressed(status) : goTo(status));

  return (
    <section className={classes.section} aria-label="Status">
      <StepLine status={order.status} />
      {holderName !== null && isOpen(order.status) && (
        <Text size="sm" c="dimmed" mt={12}>
          <bdi>{holderName}</bdi> works on this order. To change it, take it over first.
        </Text>
      )}
      {lacksItems && !items.isUnsaved && (
        <Text size="sm" mt={12} role="status">
          {itemsMissingWords}
        </Text>
      )}
      {warnsOf && (
        <UnsavedNotice
          step={stepName(order.status, warnsOf)}
          onGoOn={lacksItems && needsItems(warnsOf) ? undefined : () => goTo(warnsOf)}
          onBack={() => {
            setPressed(null);
            focusItemsForm();
          }}
        />
      )}
      <Group gap={8} mt={next.length > 0 ? 12 : 0}>
        {next
          .filter((status) => !needsReason(status))
          .map((status, index) => (
            <ActionButton
              key={status}
              px={12}
              variant={index === 0 && isDue ? 'filled' : 'default'}
              disabled={lacksItems && needsItems(status) && !items.isUnsaved}
              loading={setStatus.isPending && setStatus.variables.status === status}
              // the second click of a double click is meant for the step that has been taken
              onClick={({ detail }) => detail < 2 && press(status)}
            >
              {stepName(order.status, status)}
            </ActionButton>
          ))}
      </Group>
      <Group gap={8} ml={-8} mt={next.length > 0 || back ? 8 : 0}>
        {back && (
          <ActionButton size="compact-sm" variant="subtle" color="gray" c="dimmed" onClick={() => setAsking(back)}>
            Back to {statusName(back)}…
          </ActionButton>
        )}
        {next.filter(needsReason).map((status) => (
          <ActionButton key={status} size="compact-sm" variant="subtle" color="red" c="var(--app-red)" onClick={() => press(status)}>
            {stepName(order.status, status)}
          </ActionButton>
        ))}
      </Group>
      <StepDialog order={order} to={asking} isPending={setStatus.isPending} onConfirm={(reason) => asking && take(asking, reason)} onClose={() => setAsking(null)} />
    </section>
  );
}
