import { ActionIcon, Button, Drawer, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconMessages, IconPlus, IconUsers } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useKey } from '../../lib/use-key.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import listClasses from '../../ui/list-pane.module.css';
import classes from '../../ui/panes.module.css';
import { useMinWidth } from '../../ui/use-min-width.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import type { ComposerHandle } from '../conversation/composer.tsx';
import { ConversationView } from '../conversation/conversation-view.tsx';
import { NewThreadDialog } from './new-thread-dialog.tsx';
import { ThreadList } from './thread-list.tsx';
import { ThreadPaper } from './thread-paper.tsx';
import { ThreadPanel } from './thread-panel.tsx';

/** Conversations among staff: the list, one of them, and who is in it; one after the other on a phone. */
export function ThreadsPage() {
  usePageTitle('Threads');
  const { roomId } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const hasRoomForPeople = useMinWidth(75);
  const hasRoomForTwo = useMinWidth(48);
  const [dialog, setDialog] = useState<'new thread' | 'people' | null>(null);
  const composer = useRef<ComposerHandle>(null);

  function backToList(): void {
    // one step back when the list is what lies behind, so that the browser's own button agrees
    if (cameFromList(location.state)) void navigate(-1);
    else void navigate(paths.threads, { replace: true });
  }
  useKey('r', () => composer.current?.write('everyone'));
  useKey('Escape', () => {
    if (roomId !== undefined) backToList();
  });

  const back = (
    <ActionIcon variant="subtle" color="gray" size={44} ml={-12} aria-label="Back to the threads" onClick={backToList}>
      <IconArrowLeft size={20} aria-hidden />
    </ActionIcon>
  );
  const showPeople = (
    <ActionIcon variant="default" size={36} aria-label="Show the people" title="People" onClick={() => setDialog('people')}>
      <IconUsers size={18} aria-hidden />
    </ActionIcon>
  );
  const panel = roomId !== undefined && <ThreadPanel key={roomId} roomId={roomId} onLeft={() => void navigate(paths.threads, { replace: true })} />;

  return (
    <div
      className={classes.desk}
      data-panes={hasRoomForPeople ? 3 : hasRoomForTwo ? 2 : 1}
      data-fills
      data-covers-rail={(!hasRoomForTwo && roomId !== undefined) || undefined}
    >
      {(hasRoomForTwo || roomId === undefined) && (
        <section className={`${classes.list} ${listClasses.pane}`} aria-label="Threads">
          <div className={listClasses.top}>
            <div className={listClasses.title}>
              <h1>Threads</h1>
              <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog('new thread')}>
                New thread
              </Button>
            </div>
          </div>
          <ThreadList openRoomId={roomId} onNewThread={() => setDialog('new thread')} />
        </section>
      )}
      {!hasRoomForTwo && roomId !== undefined && <VisuallyHidden component="h1">Thread</VisuallyHidden>}
      {(hasRoomForTwo || roomId !== undefined) && (
        <div className={classes.conversation}>
          {roomId === undefined ? (
            <div className={classes.nothing}>
              <EmptyState icon={IconMessages} title="No thread is open">
                Choose one from the list. With j and k you move through it, Enter opens.
              </EmptyState>
            </div>
          ) : (
            <ConversationView
              roomId={roomId}
              kind="thread"
              composer={composer}
              onEscape={() => document.querySelector<HTMLElement>(`a[data-room="${CSS.escape(roomId)}"]`)?.focus()}
              {...(!hasRoomForTwo && { leading: back })}
              {...(!hasRoomForPeople && { trailing: showPeople })}
            />
          )}
        </div>
      )}
      {hasRoomForPeople && roomId !== undefined && <div className={classes.side}>{panel}</div>}
      {roomId !== undefined && <ThreadPaper roomId={roomId} />}
      <Drawer
        opened={dialog === 'people' && roomId !== undefined && !hasRoomForPeople}
        onClose={() => setDialog(null)}
        position="right"
        size={380}
        title="People"
        padding={0}
        closeButtonProps={{ 'aria-label': 'Close the people', mr: 12 }}
        styles={{ header: { paddingLeft: 16 } }}
      >
        {panel}
      </Drawer>
      <NewThreadDialog
        opened={dialog === 'new thread'}
        onClose={() => setDialog(null)}
        onCreated={({ roomId: created }) => {
          setDialog(null);
          void navigate(paths.thread(created));
        }}
      />
    </div>
  );
}

const cameFromList = (state: unknown): boolean => typeof state === 'object' && state !== null && 'fromList' in state;
