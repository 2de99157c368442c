import { ActionIcon, NumberInput } from '@mantine/core';
import type { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { limits } from '../../../shared/limits.ts';
import classes from './new-order-page.module.css';
import type { OrderDraft } from './order-draft.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

type OrderForm = ReturnType<typeof useForm<OrderDraft>>;

interface NewOrderItemProps {
  form: Pick<OrderForm, 'getInputProps' | 'removeListItem'>;
  index: number;
}

export function NewOrderItem({ form, index }: NewOrderItemProps) {
  const number = index + 1;
  return (
    <fieldset className={classes.item}>
      <legend>Item {number}</legend>
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size={44}
        aria-label={`Remove item ${number}`}
        onClick={() => form.removeListItem('items', index)}
      >
        <IconTrash size={20} />
      </ActionIcon>
      <LimitedInput label="Name" placeholder="Metformin" limit={limits.text.name} data-autofocus {...form.getInputProps(`items.${index}.name`)} />
      <div className={classes.amounts}>
        <LimitedInput label="Strength" placeholder="500 mg" limit={limits.text.name} {...form.getInputProps(`items.${index}.strength`)} />
        <NumberInput
          label="Quantity"
          min={1}
          max={limits.order.quantity}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          inputMode="numeric"
          {...form.getInputProps(`items.${index}.quantity`)}
        />
      </div>
    </fieldset>
  );
}
