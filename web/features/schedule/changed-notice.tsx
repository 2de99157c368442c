import { Alert, Button, Group, Stack } from '@mantine/core';
import { Differences } from './differences.tsx';
import type { Difference } from './visit-differences.ts';

interface ChangedNoticeProps {
  /** `this visit` */
  what: string;
  differences: Difference[];
  onTakeTheirs(): void;
  onKeepMine(): void;
}

/** Somebody else changed what is being edited: what, and what to do about it. */
export function ChangedNotice({ what, differences, onTakeTheirs, onKeepMine }: ChangedNoticeProps) {
  return (
    <Alert color="yellow" role="alert" title={`Somebody changed ${what} meanwhile`}>
      <Stack gap={8}>
        <Differences differences={differences} />
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
