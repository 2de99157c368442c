import { Skeleton, Stack } from '@mantine/core';

/** The shape of a page while its code is on the way. */
export function PageSkeleton() {
  return (
    <Stack gap={12} p={24} maw={720} mx="auto" role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={28} width="40%" />
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} height={56} />
      ))}
    </Stack>
  );
}
