import { Button, Text } from '@mantine/core';
import type { OlderMessages } from './use-older-messages.ts';
import classes from './message-list.module.css';

/** Pixels; always the same, so that nothing moves when its words change. */
export const historyStartHeight = 44;

/** What stands above the oldest message that is there. */
export function HistoryStart({ older }: { older: OlderMessages }) {
  return (
    <div className={classes.start} style={{ height: historyStartHeight }}>
      {older.state === 'complete' && <Text size="xs" c="dimmed">Beginning of the conversation</Text>}
      {older.state === 'loading' && <Text size="xs" c="dimmed">Loading earlier messages…</Text>}
      {older.state === 'more' && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={older.load}>
          Show earlier messages
        </Button>
      )}
      {older.state === 'failed' && (
        <Button size="compact-xs" variant="light" color="red" onClick={older.load}>
          Earlier messages did not load. Try again
        </Button>
      )}
    </div>
  );
}
