import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { errorTitle, errorWords } from '../lib/error-words.ts';

interface FailureNoticeProps {
  /** What did not happen. */
  title: string;
  /** Of the call; null shows nothing. */
  error: unknown;
  /** What else there is to say about it. */
  children?: ReactNode;
}

/** Says in a form that what it asked for did not happen, or that nobody knows, and what to do. */
export function FailureNotice({ title, error, children }: FailureNoticeProps) {
  if (error === null) return null;
  return (
    <Alert color="red" role="alert" title={errorTitle(title, error)}>
      {errorWords(error)}
      {children}
    </Alert>
  );
}

/** Says the same about something that has no form, long enough to be seen. */
export function tellFailure(title: string, error: unknown): void {
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    title: errorTitle(title, error),
    message: errorWords(error),
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
