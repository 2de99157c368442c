import { Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { ItemsEditor } from './items-editor.tsx';
import type { useChangeOrder } from './use-change-order.ts';
import classes from './order-panel.module.css';

interface ItemsSectionProps {
  order: ChatOrder;
  changes: ReturnType<typeof useChangeOrder>;
  /** Somebody else holds the order. */
  isLocked: boolean;
}

/** What is ordered; edited in place. */
export function ItemsSection({ order, changes, isLocked }: ItemsSectionProps) {
  const [isEditing, setEditing] = useState(false);
  const { items } = order;
  return (
    <section className={classes.section} aria-label="Items">
      <Group justify="space-between" mb={8}>
        <h3 className={classes.heading}>Items ({items.length})</h3>
        {!isEditing && !isLocked && isOpen(order.status) && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            Edit items
          </Button>
        )}
      </Group>
      {isEditing ? (
        <ItemsEditor order={order} changes={changes} onClose={() => setEditing(false)} />
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
