import { ActionIcon, Button, Checkbox, Indicator, Popover, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { orderStatuses, statusName, type OrderStatus } from '../../../shared/order-status.ts';

interface StatusFilterProps {
  status: OrderStatus[];
  onChange(status: OrderStatus[]): void;
}

/** Which statuses the list shows; none chosen means every open one. */
export function StatusFilter({ status, onChange }: StatusFilterProps) {
  const label = status.length === 0 ? 'Filter by status' : `Filter by status: ${status.map(statusName).join(', ')}`;
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Indicator disabled={status.length === 0} label={status.length} size={16}>
        <Popover.Target>
          <ActionIcon variant={status.length === 0 ? 'default' : 'light'} size={36} aria-label={label} title={label}>
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label="Filter by status">
        <Checkbox.Group value={status} onChange={(values) => onChange(orderStatuses.filter((name) => values.includes(name)))} label="Status">
          <Stack gap={8} mt={8}>
            {orderStatuses.map((name) => (
              <Checkbox key={name} value={name} label={statusName(name)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button mt={12} size="compact-sm" variant="subtle" disabled={status.length === 0} onClick={() => onChange([])}>
          Every open status
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
