import { Text } from '@mantine/core';
import type { Difference } from './visit-differences.ts';

/** What somebody else changed: each fact as it was and as it is. */
export function Differences({ differences }: { differences: Difference[] }) {
  return differences.map(({ what, was, is }) => (
    <Text key={what} size="sm">
      {what}: {was} → <strong>{is}</strong>
    </Text>
  ));
}
