import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failureOf } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { itemDifferences } from './item-differences.ts';
import { workCalls } from './work-calls.ts';
import { acceptWorkChange } from './work-feed.ts';
import type { WorkChange, WorkItems, WorkKind } from './work-kinds.ts';

interface Edit<Kind extends WorkKind> {
  /** The item as whoever changes it sees it. */
  was: WorkItems[Kind];
  call(): Promise<WorkItems[Kind]>;
}

const inTheWay = { autoClose: false, closeButtonProps: { 'aria-label': 'Close' } } as const;

/**
 * Changes an item. The reply goes into the cache by the same merge as the live event that it races with. Who was overtaken
 * by somebody else is told what changed; nothing of theirs has been done then.
 */
export function useChangeItem<Kind extends WorkKind>(kind: Kind) {
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  const accept = (item: WorkItems[Kind]): void => acceptWorkChange(queryClient, { kind, item } as WorkChange);

  async function tellWhatChanged(was: WorkItems[Kind]): Promise<void> {
    const is = await workCalls[kind].get(client, was.id);
    accept(is);
    notifications.show({
      ...inTheWay,
      color: 'yellow',
      title: 'Somebody changed this meanwhile',
      message: (
        <>
          Your change was not made. Look at what is there now:
          {itemDifferences(kind, was, is).map((difference) => (
            <div key={difference.what}>
              {difference.what}: {difference.was} → <strong>{difference.is}</strong>
            </div>
          ))}
        </>
      ),
    });
  }

  const { mutate, isPending } = useMutation<WorkItems[Kind], unknown, Edit<Kind>>({
    mutationFn: ({ call }) => call(),
    onSuccess: accept,
    onError(error, { was }) {
      if (failureOf(error)?.reason === 'STALE_VERSION') tellWhatChanged(was).catch(() => tellFailure('Nothing was changed', error));
      else tellFailure('Nothing was changed', error);
    },
  });
  // a second press while the first is on its way would overtake itself
  return { isPending, change: (edit: Edit<Kind>): void => (isPending ? undefined : mutate(edit)) };
}
