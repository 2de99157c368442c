import { Skeleton } from '@mantine/core';
import classes from './schedule-skeleton.module.css';

export function ScheduleSkeleton() {
  return (
    <div className={classes.columns} role="status" aria-busy="true" aria-label="Loading">
      {[0, 1].map((column) => (
        <div key={column} className={classes.column}>
          {[72, 36, 54, 36, 90].map((height, index) => (
            <Skeleton key={index} height={height} />
          ))}
        </div>
      ))}
    </div>
  );
}
