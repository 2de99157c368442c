import { Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: Icon;
  /** What will appear here. */
  title: string;
  /** Whether it is all that the page shows, and its title the page's heading. */
  isPage?: boolean;
  children?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
}

export function EmptyState({ icon: Sign, title, isPage = false, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap={8} px={16} py={48} ta="center" maw={440} mx="auto">
      <Sign size={32} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />
      <Title order={isPage ? 1 : 2} size="md">
        {title}
      </Title>
      {children !== undefined && (
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      )}
      {action !== undefined && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
