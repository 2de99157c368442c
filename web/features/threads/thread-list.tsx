import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useUser } from '../../lib/use-user.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { RoomRows } from '../../ui/room-rows.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { ThreadRow } from './thread-row.tsx';
import { useThreadList } from './use-thread-list.ts';

interface ThreadListProps {
  openRoomId: string | undefined;
  onNewThread(): void;
}

export function ThreadList({ openRoomId, onNewThread }: ThreadListProps) {
  const user = useUser();
  const list = useThreadList();
  const held = useHeldRows(list.rows, ({ roomId }) => roomId, { dropsGone: true });

  if (list.isPending) return <ListSkeleton label="Loading threads" />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title="The threads could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (held.rows.length === 0)
    return (
      <EmptyState icon={IconMessages} title="No threads yet" action={<Button onClick={onNewThread}>New thread</Button>}>
        Talk to colleagues in one place, about a patient if you like. Threads that you are in appear here.
      </EmptyState>
    );
  return (
    <RoomRows name="Threads" list={list} held={held} sections={{ rows: held.rows }} openRoomId={openRoomId}>
      {(thread, onKeyDown) => (
        <ThreadRow key={thread.roomId} thread={thread} callerId={user.id} isOpen={thread.roomId === openRoomId} onKeyDown={onKeyDown} />
      )}
    </RoomRows>
  );
}
