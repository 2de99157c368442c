import { ActionIcon, Button, Drawer, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';
import { statusSentence } from '../../../shared/order-status.ts';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { useMinWidth } from '../../ui/use-min-width.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { ConversationView } from '../conversation/conversation-view.tsx';
import { useOrder } from '../conversation/use-conversation.ts';
import { OrderPaper } from '../order-panel/order-paper.tsx';
import { nextStep } from './next-step.ts';
import { OrderFacts } from './order-facts.tsx';
import { OrderProgressLine } from './order-progress-line.tsx';
import classes from './patient-order-page.module.css';
import { PharmacyPresenceLine } from './pharmacy-presence-line.tsx';

/** One order as its patient sees it: how it stands, what to do next, what is in it, and the conversation. */
export function PatientOrderPage({ roomId }: { roomId: string }) {
  usePageTitle('Your order');
  const order = useOrder(roomId);
  const hasRoomForFacts = useMinWidth(62);
  return (
    <div className={classes.page} data-panes={hasRoomForFacts ? 2 : 1} data-fills>
      <div className={classes.conversation}>
        <ConversationView
          roomId={roomId}
          leading={<BackToOrders />}
          renderHeader={(about) => (
            <div className={classes.top}>
              <BackToOrders />
              <div className={classes.standing}>{about ? <Standing order={about} showsFacts={!hasRoomForFacts} /> : <StandingSkeleton />}</div>
            </div>
          )}
        />
      </div>
      {hasRoomForFacts && <div className={classes.side}>{order && <OrderFacts order={order} />}</div>}
      {order && <OnPatientsPaper order={order} />}
    </div>
  );
}

function useNextStep({ roomId, status }: ChatOrder): string {
  const { tenantName } = useUser();
  return nextStep(status, { pharmacy: tenantName, number: orderNumber(roomId) });
}

const OnPatientsPaper = ({ order }: { order: ChatOrder }) => (
  <OrderPaper order={order}>
    <p>{useNextStep(order)}</p>
  </OrderPaper>
);

const BackToOrders = () => (
  <ActionIcon component={Link} to={paths.home} variant="subtle" color="gray" size={44} aria-label="Your orders">
    <IconArrowLeft size={24} />
  </ActionIcon>
);

function Standing({ order, showsFacts }: { order: ChatOrder; showsFacts: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <h1 className={classes.sentence} data-testid="order-status" data-status={order.status}>
        {statusSentence(order.status)}
      </h1>
      <p className={classes.next}>{useNextStep(order)}</p>
      <OrderProgressLine status={order.status} />
      <div className={classes.foot}>
        <PharmacyPresenceLine />
        {showsFacts && (
          <Button className={classes.number} variant="subtle" size="compact-sm" mih={44} rightSection={<IconChevronDown size={16} aria-hidden />} onClick={() => setOpen(true)}>
            Order {orderNumber(order.roomId)}
          </Button>
        )}
      </div>
      <Drawer
        opened={isOpen && showsFacts}
        onClose={() => setOpen(false)}
        position="bottom"
        size="80%"
        padding={0}
        closeButtonProps={{ 'aria-label': 'Close', mr: 12, size: 44 }}
        title="Your order"
        styles={{ header: { paddingLeft: 16 } }}
      >
        <OrderFacts order={order} />
      </Drawer>
    </>
  );
}

const StandingSkeleton = () => (
  <div aria-busy="true" aria-label="Loading">
    <Skeleton height={20} width="80%" my={2} />
    <Skeleton height={4} my={12} />
    <Skeleton height={20} width="50%" />
  </div>
);
