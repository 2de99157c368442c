import { IconDoorExit, IconMessageOff } from '@tabler/icons-react';
import { failureOf } from '../../lib/error-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import type { RoomKind } from './conversation.ts';

interface UnavailableRoomProps {
  kind: RoomKind;
  /** Null when the server ended the stream. */
  error: unknown;
  retry(): void;
}

/** A room that is not there for the reader: never was, or no longer is. */
export function UnavailableRoom({ kind, error, retry }: UnavailableRoomProps) {
  const reason = failureOf(error)?.reason;
  // an address whose end is no id at all is bad input
  if (error && reason !== 'NOT_FOUND' && reason !== 'NOT_A_MEMBER' && reason !== 'BAD_INPUT')
    return <ErrorState title="This conversation could not be opened" error={error} onRetry={retry} />;
  if (kind === 'thread' && !error)
    return (
      <div role="alert">
        <EmptyState icon={IconDoorExit} title="You are no longer in this thread">
          You were taken out of it. What is written there from now on does not reach you; somebody who is in it can add you again.
        </EmptyState>
      </div>
    );
  return (
    <EmptyState icon={IconMessageOff} title={kind === 'thread' ? 'There is no such thread' : 'There is no such order'}>
      It does not exist, or it is not yours to see. Choose another one from the list.
    </EmptyState>
  );
}
