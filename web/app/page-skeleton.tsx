import { Skeleton, Stack } from '@mantine/core';
import classes from './frame-skeleton.module.css';

const loading = { role: 'status', 'aria-busy': true, 'aria-label': 'Loading' } as const;

const Rows = ({ count, height }: { count: number; height: number }) =>
  Array.from({ length: count }, (_, row) => <Skeleton key={row} height={height} />);

/** The shape of the page of the address while its code is on the way. */
export function PageSkeleton() {
  const [, page] = location.pathname.split('/');
  switch (page) {
    case 'orders':
    case 'threads':
      return (
        <div {...loading} className={classes.panes}>
          <div className={classes.rows}>
            <Rows count={12} height={44} />
          </div>
          <div className={classes.rows} />
        </div>
      );
    case 'schedule':
    case 'board':
      return (
        <div {...loading} className={classes.columns}>
          {[0, 1, 2].map((column) => (
            <Stack key={column} gap={12}>
              <Rows count={6} height={72} />
            </Stack>
          ))}
        </div>
      );
    default:
      return (
        <Stack {...loading} gap={12} p={24} maw={720} mx="auto">
          <Skeleton height={28} width="40%" />
          <Rows count={4} height={56} />
        </Stack>
      );
  }
}
