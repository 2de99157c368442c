import { Skeleton, Stack, Text } from '@mantine/core';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { historyWords } from './history-words.ts';
import { useOrderHistory } from './use-order-history.ts';
import classes from './order-panel.module.css';

/** Who did what when, newest first. */
export function OrderHistory({ order }: { order: ChatOrder }) {
  const history = useOrderHistory(order);
  return (
    <section className={classes.section} aria-label="History">
      <h3 className={classes.heading}>History</h3>
      {history.isPending && (
        <Stack gap={12} mt={12} aria-busy>
          <Skeleton height={14} width="80%" />
          <Skeleton height={14} width="60%" />
        </Stack>
      )}
      {history.isError && (
        <ErrorState title="The history could not be loaded" error={history.error} onRetry={() => void history.refetch()} />
      )}
      <ol className={classes.history}>
        {history.data?.map(({ id, actor, at, reason, ...change }) => (
          <li key={id}>
            <Text size="sm">
              <strong>{actor.name}</strong> {historyWords(change)} <RelativeTime at={at} />
            </Text>
            {reason && (
              <Text size="sm" c="dimmed">
                “{reason}”
              </Text>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
