import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import type { To } from 'react-router';
import box from '../../ui/boxed-list.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useHeldRows } from '../../ui/use-held-rows.ts';
import { useWorkList } from './use-work-list.ts';
import type { WorkFilter, WorkItems, WorkKind } from './work-kinds.ts';
import classes from './work-list-view.module.css';
import { WorkSkeleton } from './work-skeleton.tsx';
import type { WorkView } from './work-view.ts';
import { workViews } from './work-views.tsx';

interface WorkListViewProps<Kind extends WorkKind> {
  kind: Kind;
  filter: WorkFilter;
  itemId: string | null;
  toItem(id: string): To;
  /** The one thing to do when there is nothing. */
  action?: ReactNode;
}

/** A list of work items. Rows keep their place under the pointer and the keyboard, and show what became of them meanwhile. */
export function WorkListView<Kind extends WorkKind>({ kind, filter, itemId, toItem, action }: WorkListViewProps<Kind>) {
  const { name, Sign, empty, Row } = workViews[kind] as WorkView<Kind>;
  const list = useWorkList(kind, filter);
  const held = useHeldRows<WorkItems[Kind]>(list.rows, ({ id }) => id, { known: list.newest });

  const area = useRef<HTMLDivElement>(null);
  const pointedAt = useEffectEvent((target: EventTarget | null) => {
    if (held.waiting > 0 && target instanceof Node && !area.current?.contains(target)) held.handlers.onPointerLeave();
  });
  useEffect(() => {
    // a button that goes with its press takes the word of the pointer's leaving with it
    const onOver = ({ target }: PointerEvent): void => pointedAt(target);
    document.addEventListener('pointerover', onOver);
    return () => document.removeEventListener('pointerover', onOver);
  }, []);

  if (list.isPending) return <WorkSkeleton />;
  if (list.isError && list.rows.length === 0)
    return <ErrorState title={`${name} could not be loaded`} error={list.error} onRetry={() => void list.refetch()} />;
  if (held.rows.length === 0)
    return (
      <EmptyState icon={Sign} title={filter.statuses.length === 0 ? 'Nothing yet' : 'Nothing here right now'} action={action}>
        {empty}
      </EmptyState>
    );
  return (
    <div ref={area} className={classes.area} {...held.handlers}>
      {held.waiting > 0 && (
        <Button className={classes.updated} size="compact-sm" radius="xl" onClick={held.apply}>
          {held.waiting} updated
        </Button>
      )}
      <ul className={box.list} aria-label={name}>
        {held.rows.map((item) => (
          <Row key={item.id} item={item} to={toItem(item.id)} isOpen={item.id === itemId} showPatient={filter.patientId === null} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchNextPageError ? 'More did not load. Try again' : 'Show more'}
          </Button>
        </div>
      )}
    </div>
  );
}
