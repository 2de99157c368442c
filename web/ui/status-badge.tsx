import { Badge, type BadgeProps } from '@mantine/core';
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
