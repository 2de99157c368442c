import { Skeleton } from '@mantine/core';
import box from '../../ui/boxed-list.module.css';
import classes from './patients-page.module.css';

export const PatientsSkeleton = () => (
  <div className={box.list} role="status" aria-busy="true" aria-label="Loading">
    {[52, 44, 60, 48, 56, 40].map((width) => (
      <div key={width} className={classes.row}>
        <Skeleton height={14} width={`${width}%`} />
      </div>
    ))}
  </div>
);
