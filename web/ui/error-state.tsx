import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useRetry } from '../connection/use-retry.ts';
import { errorWords } from '../lib/error-words.ts';
import { EmptyState } from './empty-state.tsx';

interface ErrorStateProps {
  /** What could not be done: "The orders could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
}

/** A part of a page that could not be shown: what happened and what to do. It is tried again by itself. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  useRetry(error, onRetry);
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
