import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { paths } from './paths.ts';

/** Shown in place of a page that broke. Loading again is the surest way back, also after a new version came out. */
export function PageError() {
  const error = useRouteError();
  useEffect(() => {
    document.title = 'Something broke · MedSync';
  }, []);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <div role="alert">
      <EmptyState
        isPage
        icon={IconAlertTriangle}
        title="This page broke"
        action={
          <Group gap={8} justify="center">
            <Button onClick={() => window.location.reload()}>Load it again</Button>
            <Button variant="default" component="a" href={paths.home}>
              Go to the start
            </Button>
          </Group>
        }
      >
        What you sent and saved is safe. If it keeps breaking, tell whoever looks after MedSync what you did just before.
      </EmptyState>
    </div>
  );
}
