import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { errorWords, failureOf, waitWords } from '../../lib/error-words.ts';
import { useNow } from '../../ui/clock.ts';

/** Why signing in failed and, where it is only a matter of time, how long that still is. */
export function SignInProblem({ error }: { error: unknown }) {
  const failure = failureOf(error);
  if (failure?.reason === 'RATE_LIMITED' && failure.retryAfter !== undefined) return <Wait seconds={failure.retryAfter} />;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
      {errorWords(error)}
    </Alert>
  );
}

/** Counts from when it is first shown. */
function Wait({ seconds }: { seconds: number }) {
  const [since] = useState(Date.now);
  const left = Math.min(seconds, Math.ceil(seconds - (useNow(1_000) - since) / 1_000));
  return (
    <Alert color="gray" variant="light" icon={<IconClock />} role="alert" title="Please wait before you try again">
      <Text size="sm">
        There were too many tries to sign in.{' '}
        {/* a screen reader is told once, not every second */}
        <span aria-live="off">{left > 0 ? `You can try again ${waitWords(left)}.` : 'You can try again now.'}</span>
      </Text>
      <Text size="sm" mt={4}>
        Forgot your password? Ask your pharmacy or clinic for a new one.
      </Text>
    </Alert>
  );
}
