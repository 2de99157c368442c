import { Skeleton } from '@mantine/core';
import box from '../../ui/boxed-list.module.css';
import classes from './work-list-view.module.css';

/** The list in shape, before it is there. */
export const WorkSkeleton = () => (
  <div className={box.list} role="status" aria-busy="true" aria-label="Loading">
    {[0, 1, 2, 3, 4].map((row) => (
      <div key={row} className={classes.skeleton}>
        <Skeleton height={14} width="40%" />
        <Skeleton height={14} width="12%" />
        <Skeleton height={20} width="18%" />
      </div>
    ))}
  </div>
);
