import { Button, Skeleton, Title } from '@mantine/core';
import { IconPlus, IconPrescription } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { OrderRow } from './order-row.tsx';
import classes from './patient-home-page.module.css';
import { PharmacyPresenceLine } from './pharmacy-presence-line.tsx';
import { useMyOrders } from './use-my-orders.ts';

/** Where a patient starts: a new order, the running ones, and those of the past. */
export function PatientHomePage() {
  usePageTitle('Your orders');
  const orders = useMyOrders();
  return (
    <div className={classes.page}>
      <Title order={1} size="lg">
        Your orders
      </Title>
      <PharmacyPresenceLine />
      <Button component={Link} to={paths.newOrder} leftSection={<IconPlus size={20} aria-hidden />} fullWidth>
        New order
      </Button>
      {orders.isPending && <OrdersSkeleton />}
      {orders.isError && !orders.data && (
        <ErrorState title="Your orders could not be loaded" error={orders.error} onRetry={() => void orders.refetch()} />
      )}
      {orders.data && orders.running.length + orders.past.length === 0 && (
        <EmptyState icon={IconPrescription} title="Your orders will be here">
          Start one: write what you need, and your pharmacy answers here.
        </EmptyState>
      )}
      <OrderList title="Running" orders={orders.running} />
      <OrderList title="Past" orders={orders.past} />
      {orders.hasNextPage && (
        <Button variant="default" loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function OrderList({ title, orders }: { title: string; orders: ChatOrderSummary[] }) {
  if (orders.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <ul className={classes.list}>
        {orders.map((order) => (
          <OrderRow key={order.roomId} order={order} />
        ))}
      </ul>
    </section>
  );
}

const OrdersSkeleton = () => (
  <div className={classes.skeleton} aria-busy="true" aria-label="Loading">
    {[0, 1, 2].map((row) => (
      <Skeleton key={row} height={104} />
    ))}
  </div>
);
