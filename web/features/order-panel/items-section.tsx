import { Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { ItemsEditor } from './items-editor.tsx';
import type { useChangeOrder } from './use-change-order.ts';
import type { ItemsForm } from './use-items-form.ts';
import classes from './order-panel.module.css';

interface ItemsSectionProps {
  order: ChatOrder;
  changes: ReturnType<typeof useChangeOrder>;
  form: ItemsForm;
  /** Somebody else holds the order. */
  isLocked: boolean;
  /** Whether writing the items down is the one action that is due. */
  isDue: boolean;
}

/** What is ordered; edited in place. */
export function ItemsSection({ order, changes, form, isLocked, isDue }: ItemsSectionProps) {
  const { items } = order;
  return (
    <section className={classes.section} aria-label="Items">
      <Group justify="space-between" mb={8}>
        <h3 className={classes.heading}>Items ({items.length})</h3>
        {!form.editing && !isLocked && isOpen(order.status) && (
          <Button
            size="compact-sm"
            variant={isDue ? 'filled' : 'subtle'}
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={form.open}
          >
            {items.length === 0 ? 'Add items' : 'Edit items'}
          </Button>
        )}
      </Group>
      {form.editing ? (
        <ItemsEditor order={order} changes={changes} form={form} editing={form.editing} />
      ) : items.length === 0 ? (
        <Text size="sm" c="dimmed">
          No items yet. Read the conversation, then add what is needed.
        </Text>
      ) : (
        <ul className={classes.items}>
          {items.map((item) => (
            <li key={item.id} className={classes.item}>
              <span className={classes.itemName}>
                <Text span size="sm" fw={600}>
                  <bdi>{item.name}</bdi>
                </Text>{' '}
                <bdi>{item.strength}</bdi>
              </span>
              <span className={classes.quantity} data-count>
                × {item.quantity}
              </span>
              {item.directions !== '' && <span className={classes.directions} dir="auto">{item.directions}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
