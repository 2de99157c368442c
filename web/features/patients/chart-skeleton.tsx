import { Skeleton } from '@mantine/core';
import classes from './patient-page.module.css';

/** The chart in shape, before it is there. */
export const ChartSkeleton = () => (
  <div role="status" aria-busy="true" aria-label="Loading">
    <div className={classes.head}>
      <Skeleton height={26} width="16rem" />
      <Skeleton height={20} width="8rem" />
    </div>
    <Skeleton height={20} my={12} width="60%" />
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} height={44} mt={8} />
    ))}
  </div>
);
