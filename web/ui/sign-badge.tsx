import { Badge } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

export interface Sign {
  color: 'gray' | 'brand' | 'yellow' | 'green' | 'red';
  Icon: Icon;
}

/** How something stands: colour, sign and word. */
export function SignBadge({ color, Icon, children }: Sign & { children: string }) {
  return (
    <Badge variant="light" color={color} leftSection={<Icon size={12} stroke={2} aria-hidden />}>
      {children}
    </Badge>
  );
}
