import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { RelativeTime } from './relative-time.tsx';

/** A status and how long it has been so. `since` in ISO 8601. */
export const StatusSince = ({ since, children }: { since: string; children: ReactNode }) => (
  <Group gap={8}>
    {children}
    <Text span size="sm" c="dimmed">
      since <RelativeTime at={since} />
    </Text>
  </Group>
);
