import { Button, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useIsMutating } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useZone } from '../lib/use-zone.ts';
import { useLocalNow, useServerTime } from '../ui/clock.ts';
import { clockTime, durationWords, fullTime } from '../ui/time-words.ts';
import classes from './connection-indicator.module.css';
import { connectionSentence, connectionWord, nextTryWords } from './connection-words.ts';
import { useOutboxEntries } from '../outbox/use-outbox.ts';
import { useConnection, useConnectionOwner } from './use-connection.ts';

/** Everything there is to know about the connection, ticking. */
export function ConnectionIndicator() {
  const { state, latency } = useConnection();
  const connection = useConnectionOwner();
  const zone = useZone();
  const unsent = useOutboxEntries().filter(({ problem }) => problem === null).length;
  const waiting = useIsMutating() + unsent;
  const now = Math.max(useLocalNow(1_000), state.since);
  const since = useServerTime().fromLocal(state.since);
  const nextTry = nextTryWords(state, now);
  const isLive = state.name === 'live';
  useEffect(() => {
    if (isLive) connection.measureLatency();
  }, [connection, isLive]);

  return (
    <Stack gap={12} data-testid="connection-indicator">
      <div>
        <Text fw={600}>{connectionWord(state)}</Text>
        <Text c="dimmed">{connectionSentence(state)}</Text>
      </div>
      <dl className={classes.facts}>
        <dt>Since</dt>
        <dd title={fullTime(since, zone)} data-time>
          {clockTime(since, zone)}, {durationWords(now - state.since)}
        </dd>
        {nextTry !== null && 'attempt' in state && (
          <>
            <dt>Next try</dt>
            <dd data-time>
              {nextTry} (number {Math.max(1, state.attempt)})
            </dd>
          </>
        )}
        {isLive && (
          <>
            <dt>Answers within</dt>
            <dd data-time>{latency === null ? 'measuring' : `${Math.max(1, Math.round(latency))} ms`}</dd>
          </>
        )}
        <dt>Waiting to be sent</dt>
        <dd data-count>{waiting === 0 ? 'nothing' : waiting}</dd>
      </dl>
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => connection.reconnect('asked')}>
        Reconnect
      </Button>
    </Stack>
  );
}
