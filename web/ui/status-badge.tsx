import { Badge, VisuallyHidden, type BadgeProps } from '@mantine/core';
import {
  IconCheck,
  IconCircleDashed,
  IconCircleX,
  IconClipboardCheck,
  IconEye,
  IconMessageQuestion,
  IconPackage,
  IconPill,
  type Icon,
} from '@tabler/icons-react';
import { statusName, type OrderStatus } from '../../shared/order-status.ts';

const looks: Record<OrderStatus, { color: string; Icon: Icon }> = {
  requested: { color: 'gray', Icon: IconCircleDashed },
  in_review: { color: 'brand', Icon: IconEye },
  awaiting_patient: { color: 'yellow', Icon: IconMessageQuestion },
  confirmed: { color: 'brand', Icon: IconClipboardCheck },
  preparing: { color: 'brand', Icon: IconPill },
  ready: { color: 'green', Icon: IconPackage },
  completed: { color: 'green', Icon: IconCheck },
  cancelled: { color: 'gray', Icon: IconCircleX },
  rejected: { color: 'red', Icon: IconCircleX },
};

/** The status of an order: colour, sign and word. */
export function StatusBadge({ status, ...props }: { status: OrderStatus } & Omit<BadgeProps, 'color'>) {
  const { color, Icon } = looks[status];
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} stroke={2} aria-hidden />} {...props}>
      {statusName(status)}
    </Badge>
  );
}

/** The same where there is no room for the word, which is read out and shown on hover. */
export function StatusSign({ status }: { status: OrderStatus }) {
  const { color, Icon } = looks[status];
  return (
    <span title={statusName(status)} style={{ flex: 'none', display: 'inline-grid', color: `var(--mantine-color-${color}-light-color)` }}>
      <Icon size={16} stroke={2} aria-hidden />
      <VisuallyHidden>{statusName(status)}</VisuallyHidden>
    </span>
  );
}
