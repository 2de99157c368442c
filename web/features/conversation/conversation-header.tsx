import type { ReactNode } from 'react';
import type { Member } from '../../../shared/rooms.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { birthDate } from '../../ui/time-words.ts';
import type { About } from './conversation.ts';
import { PeopleHere } from './people-here.tsx';
import classes from './conversation-view.module.css';

interface ConversationHeaderProps {
  about: About;
  callerId: string;
  viewers: Member[];
  leading: ReactNode;
  trailing: ReactNode;
}

/** Whose conversation it is, or what a thread is about, and who else has it open. A patient knows the one and reads the other below. */
export function ConversationHeader({ about, callerId, viewers, leading, trailing }: ConversationHeaderProps) {
  return (
    <header className={classes.header}>
      {leading}
      <div className={classes.title}>
        <h2 className={classes.name}>
          {about.kind === 'order' ? (
            <PersonName name={about.patient.name} dateOfBirth={about.patient.dateOfBirth} />
          ) : (
            <span className={classes.subject}><bdi>{about.subject}</bdi></span>
          )}
        </h2>
        {about.kind === 'thread' && about.patient && (
          <p className={classes.patient}>
            About <strong><bdi>{about.patient.name}</bdi></strong>, b. {birthDate(about.patient.dateOfBirth)}
          </p>
        )}
        <PeopleHere viewers={viewers} callerId={callerId} />
      </div>
      {trailing}
    </header>
  );
}
