import { ActionIcon, Button, NumberInput, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { limits } from '../../../shared/limits.ts';
import { emptyItem, nameProblem, quantityProblem, type ItemDraft } from './item-draft.ts';
import classes from './order-panel.module.css';
import { LimitedInput } from '../../ui/limited-field.tsx';

interface ItemFieldsProps {
  items: ItemDraft[];
  onChange(items: ItemDraft[]): void;
  /** Whether to say what is wrong: not before somebody tried to save. */
  showProblems: boolean;
}

/** The fields of a list of items: name, strength, quantity, directions; rows come and go. */
export function ItemFields({ items, onChange, showProblems }: ItemFieldsProps) {
  const change = (key: string, update: Partial<ItemDraft>): void =>
    onChange(items.map((item) => (item.key === key ? { ...item, ...update } : item)));
  return (
    <Stack gap={12}>
      {items.map((item, index) => (
        <fieldset key={item.key} className={classes.itemFields} aria-label={`Item ${index + 1}`}>
          <div className={classes.fieldLine}>
            <LimitedInput
              className={classes.grow}
              size="sm"
              label="Item"
              limit={limits.text.name}
              error={showProblems && nameProblem(item)}
              value={item.name}
              onChange={({ currentTarget }) => change(item.key, { name: currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              mt={24}
              aria-label={`Remove ${item.name || `item ${index + 1}`}`}
              onClick={() => onChange(items.filter(({ key }) => key !== item.key))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
          <div className={classes.fieldLine}>
            <LimitedInput
              className={classes.grow}
              size="sm"
              label="Strength"
              limit={limits.text.name}
              value={item.strength}
              onChange={({ currentTarget }) => change(item.key, { strength: currentTarget.value })}
            />
            <NumberInput
              w={104}
              size="sm"
              label="Quantity"
              min={1}
              max={limits.order.quantity}
              allowDecimal={false}
              allowNegative={false}
              error={showProblems && quantityProblem(item)}
              value={item.quantity}
              onChange={(quantity) => change(item.key, { quantity })}
            />
          </div>
          <LimitedInput
            size="sm"
            label="Directions"
            limit={limits.text.directions}
            value={item.directions}
            onChange={({ currentTarget }) => change(item.key, { directions: currentTarget.value })}
          />
        </fieldset>
      ))}
      <Button
        variant="default"
        px={12}
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={items.length >= limits.order.items}
        onClick={() => onChange([...items, emptyItem()])}
      >
        Add item
      </Button>
    </Stack>
  );
}
