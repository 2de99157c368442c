import { Button, VisuallyHidden } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { catchUpWords } from './catch-up.ts';
import classes from './connection-notices.module.css';
import { connectionSentence, connectionWord } from './connection-words.ts';
import { useConnection, useConnectionOwner } from './use-connection.ts';

/** The bar under the header that says what still works while offline, and the words for screen readers. */
export function ConnectionNotices() {
  const { state, caughtUp } = useConnection();
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {state.name === 'live' || state.name === 'connecting' ? connectionWord(state) : connectionSentence(state)}
        {state.name === 'live' && caughtUp && `. ${catchUpWords(caughtUp.count)}`}
      </VisuallyHidden>
      {state.name === 'offline' && <OfflineBar />}
    </>
  );
}

function OfflineBar() {
  const connection = useConnectionOwner();
  return (
    <section className={classes.offline} aria-label="Offline" data-testid="offline-bar">
      <IconCloudOff size={20} aria-hidden className={classes.sign} />
      <p>
        <strong>You are offline.</strong> You can read what is here and write: messages are kept on this device and sent by themselves when the connection is back. Everything else has to wait.
      </p>
      <Button size="compact-sm" variant="default" onClick={() => connection.reconnect('asked')}>
        Reconnect
      </Button>
    </section>
  );
}
