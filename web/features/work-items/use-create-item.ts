import { useMutation, useQueryClient } from '@tanstack/react-query';
import { acceptWorkChange } from './work-feed.ts';
import type { WorkChange, WorkItems, WorkKind } from './work-kinds.ts';

/** Creates an item. The form names it, so a lost answer is asked for again and gives the same one. */
export function useCreateItem<Kind extends WorkKind>(kind: Kind, onCreated: (id: string) => void) {
  const queryClient = useQueryClient();
  return useMutation<WorkItems[Kind], unknown, () => Promise<WorkItems[Kind]>>({
    mutationFn: (call) => call(),
    onSuccess(item) {
      acceptWorkChange(queryClient, { kind, item } as WorkChange);
      onCreated(item.id);
    },
  });
}
