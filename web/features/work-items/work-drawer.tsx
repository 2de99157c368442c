import { Drawer, Skeleton, Stack } from '@mantine/core';
import { ErrorState } from '../../ui/error-state.tsx';
import { useWorkItem } from './use-work-item.ts';
import type { WorkKind } from './work-kinds.ts';
import type { WorkView } from './work-view.ts';
import { workViews } from './work-views.tsx';

interface WorkDrawerProps<Kind extends WorkKind> {
  kind: Kind;
  id: string;
  onClose(): void;
}

/** One item with everything that is known about it and its next steps. */
export function WorkDrawer<Kind extends WorkKind>({ kind, id, onClose }: WorkDrawerProps<Kind>) {
  const { one, title, Details } = workViews[kind] as WorkView<Kind>;
  const { data, error, refetch } = useWorkItem(kind, id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={data ? title(data) : one}
      styles={{ title: { lineHeight: 1.4 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {data && <Details item={data} />}
      {!data && error !== null && <ErrorState title={`${one} could not be loaded`} error={error} onRetry={() => void refetch()} />}
      {!data && error === null && (
        <Stack gap={12} role="status" aria-busy="true" aria-label="Loading">
          <Skeleton height={24} width="40%" />
          <Skeleton height={96} />
          <Skeleton height={36} width="50%" />
        </Stack>
      )}
    </Drawer>
  );
}
