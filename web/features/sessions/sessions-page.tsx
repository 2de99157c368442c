import { Badge, Skeleton, Text, Title } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import type { Session } from '../../../shared/auth.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useSession } from '../../lib/use-session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { tellFailure } from '../../ui/failure-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { deviceWords } from './device-words.ts';
import classes from './sessions-page.module.css';

/** Every browser and device in which the person is signed in, with a way to end each. */
export function SessionsPage() {
  usePageTitle('Where you are signed in');
  const sessions = trpc.auth.sessions.useQuery();
  return (
    <div className={classes.page}>
      <Title order={1} size="lg">
        Where you are signed in
      </Title>
      <Text c="dimmed">Ending a session signs that browser out at once. Do it for any that you do not know.</Text>
      {sessions.isPending && <SessionsSkeleton />}
      {sessions.isError && (
        <ErrorState title="Your sessions could not be loaded" error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && (
        <ul className={classes.list}>
          {sessions.data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </div>
  );
}

function SessionRow({ session: { id, userAgent, createdAt, lastUsedAt, current } }: { session: Session }) {
  const session = useSession();
  const utils = trpc.useUtils();
  const end = trpc.auth.endSession.useMutation({
    onSuccess: () => utils.auth.sessions.setData(undefined, (list) => list?.filter((one) => one.id !== id)),
    onError: (error) => tellFailure('The session was not ended', error),
  });
  const device = deviceWords(userAgent);
  const Sign = /Android|iOS/.test(device) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={classes.row}>
      <Sign size={24} stroke={1.5} aria-hidden />
      <div className={classes.what}>
        <Text fw={600} component="div">
          {device}
          {current && (
            <Badge variant="light" component="span" ml={8} my={2}>
              This one
            </Badge>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          Signed in <RelativeTime at={createdAt} />, last used <RelativeTime at={lastUsedAt} />
        </Text>
      </div>
      <ActionButton
        variant="default"
        size="sm"
        loading={end.isPending}
        onClick={() => (current ? void session.signOut() : end.mutate({ sessionId: id }))}
        aria-label={current ? 'Sign out here' : `End the session on ${device}`}
      >
        {current ? 'Sign out' : 'End'}
      </ActionButton>
    </li>
  );
}

const SessionsSkeleton = () => (
  <div className={classes.list} aria-busy="true" aria-label="Loading">
    {[0, 1].map((row) => (
      <div key={row} className={classes.row}>
        <Skeleton circle height={24} />
        <Skeleton height={36} className={classes.what} />
        <Skeleton height={36} width={72} />
      </div>
    ))}
  </div>
);
