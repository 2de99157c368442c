import { IconCloudOff } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { backoffDelay } from '../connection/backoff.ts';
import { errorWords } from '../lib/error-words.ts';
import { useSession } from '../lib/use-session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { lastPlace } from './last-place.ts';

/** Until it is known who this is. Asks again by itself when the server did not answer. */
export function StartingPage({ problem }: { problem: unknown }) {
  const session = useSession();
  const attempt = useRef(0);
  useEffect(() => {
    if (problem === null) return;
    attempt.current += 1;
    const timer = setTimeout(() => void session.start(), 1_000 + backoffDelay(attempt.current, Math.random()));
    return () => clearTimeout(timer);
  }, [problem, session]);

  if (problem === null)
    return (
      <main>
        <FrameSkeleton place={lastPlace()} />
      </main>
    );
  return (
    <main>
      <div role="alert">
        <EmptyState
          isPage
          icon={IconCloudOff}
          title="MedSync cannot be reached"
          action={<Button onClick={() => void session.start()}>Try now</Button>}
        >
          {errorWords(problem)} It is tried again by itself.
        </EmptyState>
      </div>
    </main>
  );
}
