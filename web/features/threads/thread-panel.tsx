import { Button, Skeleton, Stack } from '@mantine/core';
import { IconLogout, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Member } from '../../../shared/rooms.ts';
import { paths } from '../../app/paths.ts';
import { placeOf } from '../../app/place.ts';
import { useUser } from '../../lib/use-user.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useConversation, useIsLoading } from '../conversation/use-conversation.ts';
import { AddPeopleDialog } from './add-people-dialog.tsx';
import { ParticipantRow } from './participant-row.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import classes from './thread-panel.module.css';

interface ThreadPanelProps {
  roomId: string;
  /** The caller has left the thread. */
  onLeft(): void;
}

/** What a thread is about and who is in it. It reads what the open room keeps in the cache. */
export function ThreadPanel({ roomId, onLeft }: ThreadPanelProps) {
  const conversation = useConversation(roomId);
  const isLoading = useIsLoading(roomId);
  const user = useUser();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  if (conversation?.about.kind !== 'thread') return isLoading ? <ThreadPanelSkeleton /> : null;
  const { about, members } = conversation;
  const self = members.find(({ id }) => id === user.id);
  return (
    <section className={classes.panel} aria-label="People in this thread">
      <header className={classes.header}>
        <div className={classes.line}>
          <p className={classes.meta}>
            Started by {about.createdBy.id === user.id ? 'you' : <bdi>{about.createdBy.name}</bdi>}, <RelativeTime at={about.createdAt} />
          </p>
          <PrintButton what="this thread" />
        </div>
        {about.patient && (
          <p className={classes.meta}>
            About{' '}
            {placeOf(user) === 'clinic_staff' ? (
              <Link to={paths.patient(about.patient.id)} className={classes.link}>
                <PersonName name={about.patient.name} dateOfBirth={about.patient.dateOfBirth} size="xs" />
              </Link>
            ) : (
              <PersonName name={about.patient.name} dateOfBirth={about.patient.dateOfBirth} size="xs" />
            )}
          </p>
        )}
      </header>
      <div className={classes.section}>
        <div className={classes.line}>
          <h2 className={classes.heading}>People ({members.length})</h2>
          <Button size="compact-sm" variant="light" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            Add people
          </Button>
        </div>
        <ul className={classes.people} aria-label="Participants">
          {members.map((member) => (
            <ParticipantRow key={member.id} member={member} isSelf={member.id === user.id} onRemove={() => setRemoving(member)} />
          ))}
        </ul>
        {self && (
          <Button mt={12} size="compact-sm" variant="subtle" color="red" c="var(--app-red)" leftSection={<IconLogout size={16} aria-hidden />} onClick={() => setRemoving(self)}>
            Leave thread
          </Button>
        )}
      </div>
      <AddPeopleDialog opened={isAdding} onClose={() => setAdding(false)} roomId={roomId} members={members} />
      <RemoveDialog member={removing} roomId={roomId} isSelf={removing?.id === user.id} onClose={() => setRemoving(null)} onLeft={onLeft} />
    </section>
  );
}

const ThreadPanelSkeleton = () => (
  <section className={classes.panel} aria-label="People in this thread" aria-busy>
    <Stack gap={16} p={16}>
      <Skeleton height={16} width="70%" />
      <Skeleton height={12} width="50%" />
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={32} />
      ))}
    </Stack>
  </section>
);
