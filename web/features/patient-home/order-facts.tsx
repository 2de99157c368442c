import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';
import { isOpen, patientMayCancel } from '../../../shared/order-status.ts';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { PrintButton } from '../../ui/print-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { CancelOrderDialog } from './cancel-order-dialog.tsx';
import classes from './order-facts.module.css';

/** What a patient wants to know of an order beside its conversation: what is in it, where it is, and by what number to ask. */
export function OrderFacts({ order }: { order: ChatOrder }) {
  const { tenantName } = useUser();
  const [isCancelling, setCancelling] = useState(false);
  const { roomId, items, status, createdAt } = order;
  return (
    <section className={classes.facts} aria-label="About this order">
      <div className={classes.head}>
        <div>
          <h2 className={classes.number}>Order {orderNumber(roomId)}</h2>
          <p className={classes.hint}>Say this number when you call or come.</p>
        </div>
        <PrintButton what="this order" />
      </div>
      {items.length === 0 ? (
        <p className={classes.hint}>What your pharmacy writes down for you will be listed here.</p>
      ) : (
        <ul className={classes.items} aria-label="Items">
          {items.map(({ id, name, strength, quantity, directions }) => (
            <li key={id}>
              <span className={classes.item}>
                <span>
                  <strong>
                    <bdi>{name}</bdi>
                  </strong>{' '}
                  <bdi>{strength}</bdi>
                </span>
                <span data-count>× {quantity}</span>
              </span>
              {directions !== '' && (
                <span className={classes.hint} dir="auto">
                  {directions}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <dl className={classes.where}>
        <dt>Where</dt>
        <dd>
          <bdi>{tenantName}</bdi>
        </dd>
        <dt>Ordered</dt>
        <dd>
          <RelativeTime at={createdAt} />
        </dd>
      </dl>
      <Button component={Link} to={paths.orderAgain(roomId)} variant={isOpen(status) ? 'default' : 'filled'} leftSection={<IconRepeat size={20} aria-hidden />}>
        Order again
      </Button>
      {patientMayCancel(status) && (
        <Button variant="subtle" color="red" onClick={() => setCancelling(true)}>
          Cancel order
        </Button>
      )}
      {isCancelling && <CancelOrderDialog order={order} onClose={() => setCancelling(false)} />}
    </section>
  );
}
