import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { isOpen, statusSentence } from '../../../shared/order-status.ts';
import { paths } from '../../app/paths.ts';
import { useUser } from '../../lib/use-user.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { OrderProgressLine } from './order-progress-line.tsx';
import classes from './order-row.module.css';
import { orderTitle } from './order-title.ts';

/** One of the patient's orders: what it is about, how it stands, what the pharmacy said last, and whether that is to be read. */
export function OrderRow({ order }: { order: ChatOrderSummary }) {
  const { roomId, status, unread, createdAt, lastMessage } = order;
  const user = useUser();
  return (
    <li className={classes.row}>
      <Link to={paths.order(roomId)} className={classes.link} data-testid="my-order">
        <span className={classes.what}>
          <span className={classes.head}>
            <span className={classes.title} dir="auto">{orderTitle(order)}</span>
            {unread > 0 && (
              <span className={classes.unread} data-count>
                {unread} new
              </span>
            )}
          </span>
          <span>{statusSentence(status)}</span>
          {isOpen(status) && <OrderProgressLine status={status} />}
          {isOpen(status) && lastMessage && lastMessage.senderId !== user.id && (
            <span className={classes.words} dir="auto">
              {lastMessage.content}
            </span>
          )}
          <span className={classes.foot}>
            Ordered <RelativeTime at={createdAt} />
          </span>
        </span>
        <IconChevronRight size={20} aria-hidden className={classes.arrow} />
      </Link>
    </li>
  );
}
