import { Skeleton } from '@mantine/core';
import classes from './queue.module.css';

/** The list in shape, before it is there. */
export function QueueSkeleton() {
  return (
    <div className={classes.body} aria-busy aria-label="Loading orders" role="status">
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className={classes.skeletonRow}>
          <Skeleton height={14} width="65%" />
          <Skeleton height={12} width="90%" />
          <Skeleton height={16} width="40%" />
        </div>
      ))}
    </div>
  );
}
