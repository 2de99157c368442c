import { Button, CloseButton, VisuallyHidden } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import classes from '../ui/notice-place.module.css';
import { catchUpWords } from './catch-up.ts';
import { connectionSentence, connectionWord } from './connection-words.ts';
import { useConnection, useConnectionOwner } from './use-connection.ts';

/** The bar over the header that says what still works while offline, and the words for screen readers. */
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

/** Can be put away until the next loss: the badge goes on saying it. */
function OfflineBar() {
  const connection = useConnectionOwner();
  const [isHidden, setHidden] = useState(false);
  if (isHidden) return null;
  return (
    <section className={classes.notice} aria-label="Offline" data-testid="offline-bar">
      <IconCloudOff size={20} aria-hidden />
      <p>
        <strong>You are offline.</strong> You can read and write; messages are sent once you are back. The rest waits.
      </p>
      <Button className={classes.act} variant="default" px={12} leftSection={<IconRefresh size={16} aria-hidden />} aria-label="Reconnect" onClick={() => connection.reconnect('asked')}>
        Reconnect
      </Button>
      <CloseButton aria-label="Hide" size="lg" variant="transparent" c="inherit" onClick={() => setHidden(true)} />
    </section>
  );
}
