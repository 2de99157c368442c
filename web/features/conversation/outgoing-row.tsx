import { Button, Group, Text } from '@mantine/core';
import { useConnectionState } from '../../connection/use-connection.ts';
import { Bubble } from './bubble.tsx';
import { DeliverySign } from './delivery-sign.tsx';
import type { TimelineRow } from './timeline.ts';
import type { Sending } from './use-send-message.ts';
import classes from './message-row.module.css';

interface OutgoingRowProps {
  row: Extract<TimelineRow, { kind: 'outgoing' }>;
  sending: Sending;
}

/** A message that the server has not confirmed; its words stay until it has or the writer gives it up. */
export function OutgoingRow({ row: { outgoing, opensGroup }, sending }: OutgoingRowProps) {
  const failed = outgoing.problem !== null;
  const word = useConnectionState().name === 'offline' ? 'Waiting for the connection' : 'Sending';
  return (
    <Bubble
      name="You"
      at={outgoing.createdAt}
      isOurs
      isNote={outgoing.visibility === 'staff'}
      opensGroup={opensGroup}
      content={outgoing.content}
      failed={failed}
      state={failed ? <DeliverySign delivery="failed" word="Not sent" /> : <DeliverySign delivery="sending" word={word} />}
    >
      {failed && (
        <Group gap={8} className={classes.problem} role="alert">
          <Text size="xs" className={classes.problemWords}>
            Not sent. {outgoing.problem}
          </Text>
          <Button size="compact-xs" variant="light" color="red" onClick={() => sending.retry(outgoing)}>
            Try again
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => sending.discard(outgoing)}>
            Delete
          </Button>
        </Group>
      )}
    </Bubble>
  );
}
