import { Skeleton } from '@mantine/core';
import classes from './list-pane.module.css';

/** A list in shape, before it is there. `label` says what is loading, `lines` how many a row has. */
export function ListSkeleton({ label, lines = 3 }: { label: string; lines?: 2 | 3 }) {
  return (
    <div className={classes.body} aria-busy aria-label={label} role="status">
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className={classes.skeletonRow} data-lines={lines}>
          <Skeleton height={14} width="65%" />
          <Skeleton height={12} width="90%" />
          {lines === 3 && <Skeleton height={16} width="40%" />}
        </div>
      ))}
    </div>
  );
}
