import { ActionIcon, Drawer, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconLayoutSidebarRight, IconMessages } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useMinWidth } from '../../ui/use-min-width.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import type { ComposerHandle } from '../conversation/composer.tsx';
import { ConversationView } from '../conversation/conversation-view.tsx';
import { OrderPanel } from '../order-panel/order-panel.tsx';
import { StaffOrderPaper } from '../order-panel/staff-order-paper.tsx';
import { TakeOverDialog } from '../order-panel/take-over-dialog.tsx';
import { useClaim } from '../order-panel/use-claim.ts';
import { useUndoStep } from '../order-panel/use-undo-step.ts';
import { NewOrderDialog } from './new-order-dialog.tsx';
import { readQueueAddress, writeQueueAddress, type QueueAddress } from './queue-address.ts';
import { QueuePane } from './queue-pane.tsx';
import { useDeskKeys } from './use-desk-keys.ts';
import classes from '../../ui/panes.module.css';

/** The pharmacy desk: queue, conversation and order; side by side where there is room, one after the other on a phone. */
export function OrdersPage() {
  usePageTitle('Orders');
  const { roomId } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const hasRoomForOrder = useMinWidth(75);
  const hasRoomForTwo = useMinWidth(48);
  const [search, setSearch] = useState('');
  const [dialog, setDialog] = useState<'new order' | 'order' | null>(null);
  const claiming = useClaim();
  const undo = useUndoStep();
  const composer = useRef<ComposerHandle>(null);

  const address = readQueueAddress(new URLSearchParams(location.search));
  const showList = (next: QueueAddress): void =>
    void navigate({ pathname: location.pathname, search: writeQueueAddress(next) }, { replace: true, state: location.state });
  function backToList(): void {
    // one step back when the list is what lies behind, so that the browser's own button agrees
    if (cameFromList(location.state)) void navigate(-1);
    else void navigate({ pathname: paths.orders, search: location.search }, { replace: true });
  }
  useDeskKeys({ roomId, claim: claiming.claim, composer, close: backToList });

  const back = (
    <ActionIcon variant="subtle" color="gray" size={44} ml={-12} aria-label="Back to the orders" onClick={backToList}>
      <IconArrowLeft size={20} aria-hidden />
    </ActionIcon>
  );
  const showOrder = (
    <ActionIcon variant="default" size={36} aria-label="Show the order" title="Order" onClick={() => setDialog('order')}>
      <IconLayoutSidebarRight size={18} aria-hidden />
    </ActionIcon>
  );

  return (
    <div
      className={classes.desk}
      data-panes={hasRoomForOrder ? 3 : hasRoomForTwo ? 2 : 1}
      data-fills
      data-covers-rail={(!hasRoomForTwo && roomId !== undefined) || undefined}
      data-testid="desk"
    >
      {(hasRoomForTwo || roomId === undefined) && (
        <div className={classes.list}>
          <QueuePane
            address={address}
            onAddress={showList}
            search={search}
            onSearch={setSearch}
            openRoomId={roomId}
            onNewOrder={() => setDialog('new order')}
          />
        </div>
      )}
      {!hasRoomForTwo && roomId !== undefined && <VisuallyHidden component="h1">Order</VisuallyHidden>}
      {(hasRoomForTwo || roomId !== undefined) && (
        <div className={classes.conversation}>
          {roomId === undefined ? (
            <div className={classes.nothing}>
              <EmptyState icon={IconMessages} title="No order is open">
                Choose one from the queue. With j and k you move through it, Enter opens.
              </EmptyState>
            </div>
          ) : (
            <ConversationView
              roomId={roomId}
              composer={composer}
              onEscape={() => focusRow(roomId)}
              {...(!hasRoomForTwo && { leading: back })}
              {...(!hasRoomForOrder && { trailing: showOrder })}
            />
          )}
        </div>
      )}
      {roomId !== undefined && hasRoomForOrder && (
        <div className={classes.side}>
          <OrderPanel key={roomId} roomId={roomId} claiming={claiming} undo={undo} />
        </div>
      )}
      {roomId !== undefined && <StaffOrderPaper roomId={roomId} />}
      <Drawer
        opened={dialog === 'order' && roomId !== undefined && !hasRoomForOrder}
        onClose={() => setDialog(null)}
        position="right"
        size={380}
        title="Order"
        padding={0}
        closeButtonProps={{ 'aria-label': 'Close the order', mr: 12 }}
        styles={{ header: { paddingLeft: 16 } }}
      >
        {roomId !== undefined && <OrderPanel key={roomId} roomId={roomId} claiming={claiming} undo={undo} />}
      </Drawer>
      <NewOrderDialog
        opened={dialog === 'new order'}
        onClose={() => setDialog(null)}
        onCreated={(order) => {
          setDialog(null);
          void navigate({ pathname: paths.order(order.roomId), search: location.search });
        }}
      />
      <TakeOverDialog claiming={claiming} />
    </div>
  );
}

const cameFromList = (state: unknown): boolean => typeof state === 'object' && state !== null && 'fromList' in state;

const focusRow = (roomId: string): void =>
  document.querySelector<HTMLElement>(`a[data-room="${CSS.escape(roomId)}"]`)?.focus();
