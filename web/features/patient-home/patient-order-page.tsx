import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { patientMayCancel, statusSentence } from '../../../shared/order-status.ts';
import { paths } from '../../app/paths.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { ConversationView } from '../conversation/conversation-view.tsx';
import { CancelOrderDialog } from './cancel-order-dialog.tsx';
import { OrderProgressLine } from './order-progress-line.tsx';
import classes from './patient-order-page.module.css';
import { PharmacyPresenceLine } from './pharmacy-presence-line.tsx';

/** One order as its patient sees it: how it stands, whether somebody is there, and the conversation. */
export function PatientOrderPage({ roomId }: { roomId: string }) {
  usePageTitle('Your order');
  return (
    <div className={classes.page} data-fills>
      <ConversationView
        roomId={roomId}
        leading={<BackToOrders />}
        renderHeader={(order) => (
          <div className={classes.top}>
            <BackToOrders />
            <div className={classes.standing}>{order ? <Standing order={order} /> : <StandingSkeleton />}</div>
          </div>
        )}
      />
    </div>
  );
}

const BackToOrders = () => (
  <ActionIcon component={Link} to={paths.home} variant="subtle" color="gray" size={44} aria-label="Your orders">
    <IconArrowLeft size={24} />
  </ActionIcon>
);

function Standing({ order }: { order: ChatOrder }) {
  const [isCancelling, setCancelling] = useState(false);
  return (
    <>
      <h1 className={classes.sentence} data-testid="order-status" data-status={order.status}>
        {statusSentence(order.status)}
      </h1>
      <OrderProgressLine status={order.status} />
      <div className={classes.foot}>
        <PharmacyPresenceLine />
        {patientMayCancel(order.status) && (
          <Button variant="subtle" color="red" size="compact-md" className={classes.cancel} onClick={() => setCancelling(true)}>
            Cancel order
          </Button>
        )}
      </div>
      {isCancelling && <CancelOrderDialog order={order} onClose={() => setCancelling(false)} />}
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
