import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { paths } from './paths.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <EmptyState
      isPage
      icon={IconMapQuestion}
      title="There is nothing at this address"
      action={
        <Button component={Link} to={paths.home}>
          Go to the start
        </Button>
      }
    >
      The link may be old, or what it led to is not yours to see.
    </EmptyState>
  );
}
