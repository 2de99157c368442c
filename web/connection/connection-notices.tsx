import { Button, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck, IconCloudOff } from '@tabler/icons-react';
import { useNow } from '../ui/clock.ts';
import { catchUpWords } from './catch-up.ts';
import classes from './connection-notices.module.css';
import { connectionSentence, connectionWord } from './connection-words.ts';
import { useConnection, useConnectionOwner } from './use-connection.ts';

const showCaughtUpFor = 6_000;

/** The bar under the header: what still works while offline, and what was caught up afterwards. */
export function ConnectionNotices() {
  const { state, caughtUp } = useConnection();
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {state.name === 'live' || state.name === 'connecting' ? connectionWord(state) : connectionSentence(state)}
      </VisuallyHidden>
      {state.name === 'offline' && <OfflineBar />}
      {state.name === 'live' && caughtUp && <CaughtUpLine key={caughtUp.at} {...caughtUp} />}
    </>
  );
}

function OfflineBar() {
  const connection = useConnectionOwner();
  return (
    <div className={classes.offline} data-testid="offline-bar">
      <IconCloudOff size={20} aria-hidden className={classes.sign} />
      <p>
        <strong>You are offline.</strong> You can go on reading what is open and writing. What you send waits, or says that it was not sent.
      </p>
      <Button size="compact-sm" variant="default" onClick={() => connection.reconnect('asked')}>
        Reconnect
      </Button>
    </div>
  );
}

function CaughtUpLine({ count, at }: { count: number; at: number }) {
  const now = useNow(1_000);
  if (now - at > showCaughtUpFor) return null;
  return (
    <div className={classes.caughtUp} role="status" data-testid="caught-up">
      <IconCircleCheck size={16} aria-hidden />
      {catchUpWords(count)}
    </div>
  );
}
