import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Difference } from './visit-differences.ts';

interface ChangedNoticeProps {
  differences: Difference[];
  onTakeTheirs(): void;
  onKeepMine(): void;
}

/** Somebody else changed the visit while it is being edited: what, and what to do about it. */
export function ChangedNotice({ differences, onTakeTheirs, onKeepMine }: ChangedNoticeProps) {
  return (
    <Alert color="yellow" role="alert" title="Somebody changed this visit meanwhile">
      <Stack gap={8}>
        {differences.map(({ what, was, is }) => (
          <Text key={what} size="sm">
            {what}: {was} → <strong>{is}</strong>
          </Text>
        ))}
        <Group gap={8}>
          <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
            Start from that
          </Button>
          <Button size="compact-sm" variant="default" onClick={onKeepMine}>
            Keep what I wrote
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
