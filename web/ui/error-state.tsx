import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useConnectionState } from '../connection/use-connection.ts';
import { errorWords } from '../lib/error-words.ts';
import { EmptyState } from './empty-state.tsx';

interface ErrorStateProps {
  /** What could not be done: "The orders could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
}

/** A part of a page that could not be shown: what happened and what to do. When the connection is back it is tried again by itself. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  const isLive = useConnectionState().name === 'live';
  const wasLive = useRef(isLive);
  const retry = useEffectEvent(() => onRetry?.());
  useEffect(() => {
    if (isLive && !wasLive.current) retry();
    wasLive.current = isLive;
  }, [isLive]);
  return (
    <div role="alert">
      <EmptyState
        icon={IconAlertTriangle}
        title={title}
        action={
          onRetry && (
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {errorWords(error)}
      </EmptyState>
    </div>
  );
}
