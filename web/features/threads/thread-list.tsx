import { Button, Loader } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useState } from 'react';
import { useUser } from '../../lib/use-user.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../../ui/list-pane.module.css';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { useNextPage } from '../../ui/use-next-page.ts';
import { useRowKeys } from '../../ui/use-row-keys.ts';
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
  const [body, setBody] = useState<HTMLElement | null>(null);
  const onArrow = useRowKeys(body, openRoomId);
  const end = useNextPage(list, body);

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
    <div className={classes.listArea} {...held.handlers}>
      {held.waiting > 0 && (
        <Button className={classes.updated} size="compact-sm" radius="xl" onClick={held.apply}>
          {held.waiting} updated
        </Button>
      )}
      <div ref={setBody} className={classes.body}>
        <ul className={classes.list} aria-label="Threads">
          {held.rows.map((thread) => (
            <ThreadRow key={thread.roomId} thread={thread} callerId={user.id} isOpen={thread.roomId === openRoomId} onKeyDown={onArrow} />
          ))}
        </ul>
        <div ref={end} className={classes.more}>
          {list.isFetchingNextPage && <Loader size="sm" aria-label="Loading more threads" />}
          {list.isFetchNextPageError && (
            <Button variant="light" size="compact-sm" onClick={() => void list.fetchNextPage()}>
              More threads did not load. Try again
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
