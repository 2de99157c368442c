import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './conversation-view.module.css';

const widths = [46, 62, 38, 54, 30];

/** A conversation in shape, before it is there. */
export function ConversationSkeleton({ forStaff, leading }: { forStaff: boolean; leading: ReactNode }) {
  return (
    <>
      {forStaff && (
        <header className={classes.header}>
          {leading}
          <div className={classes.title}>
            <Skeleton height={16} width={220} />
            <Skeleton height={12} width={120} mt={8} />
          </div>
        </header>
      )}
      <div className={classes.skeleton}>
        {widths.map((width, index) => (
          <Skeleton key={width} height={44} width={`${width}%`} radius={8} ml={index % 2 === 1 ? 'auto' : 0} />
        ))}
      </div>
      <Skeleton height={64} m={12} width="auto" radius={8} />
    </>
  );
}
