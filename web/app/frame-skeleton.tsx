import { Skeleton } from '@mantine/core';
import classes from './frame-skeleton.module.css';
import { PageSkeleton } from './page-skeleton.tsx';
import type { Place } from './place.ts';

const railLength: Record<Place, number> = { pharmacy_staff: 4, clinic_staff: 7, pharmacy_patient: 0, clinic_patient: 0 };

/** The frame of the pages that this browser showed last, and the shape of the page of the address, while nothing is there yet. */
export function FrameSkeleton({ place }: { place: Place | null }) {
  if (place === null) return <PageSkeleton />;
  const isStaff = railLength[place] > 0;
  return (
    <div className={classes.frame} data-side={isStaff ? 'staff' : 'patient'} data-testid="frame-skeleton">
      {isStaff && (
        <div className={classes.rail} data-part="rail">
          {Array.from({ length: railLength[place] }, (_, index) => (
            <Skeleton key={index} height={32} width={32} />
          ))}
        </div>
      )}
      <div className={classes.header} data-part="header">
        <Skeleton height={16} width={160} />
        <Skeleton height={32} width={120} radius="xl" />
      </div>
      <div className={classes.page}>
        <PageSkeleton />
      </div>
    </div>
  );
}
