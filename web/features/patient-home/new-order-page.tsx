import { Button, Skeleton, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { NotFoundPage } from '../../app/not-found-page.tsx';
import { paths } from '../../app/paths.ts';
import { placeOf } from '../../app/place.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { draftAgain, emptyItem, isEmptyDraft, itemProblem, orderOf, type OrderDraft } from './order-draft.ts';
import classes from './new-order-page.module.css';
import { NewOrderItem } from './new-order-item.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

export function NewOrderPage() {
  usePageTitle('New order');
  const again = useSearchParams()[0].get('again');
  if (placeOf(useUser()) !== 'pharmacy_patient') return <NotFoundPage />;
  return again === null ? <NewOrder begun={{ note: '', items: [] }} /> : <OrderAgain key={again} roomId={again} />;
}

/** The same medicine as in an earlier order, before it is sent. */
function OrderAgain({ roomId }: { roomId: string }) {
  const { data: order, error, refetch } = trpc.chatOrders.get.useQuery({ roomId }, { staleTime: Infinity });
  if (order) return <NewOrder begun={draftAgain(order, newId)} />;
  return (
    <div className={classes.page}>
      {error ? (
        <ErrorState title="The order could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy="true" aria-label="Loading">
          <Skeleton height={28} width="40%" mb={16} />
          <Skeleton height={140} mb={16} />
          <Skeleton height={180} />
        </div>
      )}
    </div>
  );
}

/** A patient orders: in their own words, as a list, or both. */
function NewOrder({ begun }: { begun: OrderDraft }) {
  const navigate = useNavigate();
  const { tenantName } = useUser();
  // one id for as long as this draft lives: pressing twice, or again after a lost answer, makes one order
  const [clientOrderId] = useState(newId);
  const form = useForm<OrderDraft>({
    initialValues: begun,
    validate: { items: { name: (name, { items }, path) => itemProblem(name, items, path) } },
  });
  const create = trpc.chatOrders.create.useMutation({
    onSuccess: ({ roomId }) => void navigate(paths.order(roomId), { replace: true }),
  });
  const { note, items } = form.getValues();

  return (
    <form
      className={classes.page}
      onSubmit={form.onSubmit((draft) => {
        if (!create.isPending) create.mutate({ clientOrderId, ...orderOf(draft) });
      })}
      noValidate
    >
      <Title order={1} size="lg">
        New order
      </Title>
      <LimitedTextarea
        label="What do you need?"
        description={`Write it as you would say it. ${tenantName} asks if something is unclear.`}
        placeholder="My blood pressure tablets again, please"
        autosize
        minRows={4}
        maxRows={12}
        limit={limits.text.note}
        {...form.getInputProps('note')}
      />
      {items.map((item, index) => (
        <NewOrderItem key={item.key} form={form} index={index} />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={20} aria-hidden />}
        disabled={items.length >= limits.order.items}
        onClick={() => form.insertListItem('items', emptyItem(newId()))}
      >
        {items.length === 0 ? 'List the items one by one' : 'Add an item'}
      </Button>
      <FailureNotice title="The order was not sent" error={create.error} />
      <div className={classes.actions}>
        <Button variant="default" component={Link} to={paths.home}>
          Back
        </Button>
        <ActionButton type="submit" loading={create.isPending} disabled={isEmptyDraft({ note, items })} className={classes.send}>
          Send the order
        </ActionButton>
      </div>
    </form>
  );
}
