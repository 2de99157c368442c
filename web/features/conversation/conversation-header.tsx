import type { ReactNode } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import type { Member } from '../../../shared/rooms.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { PeopleHere } from './people-here.tsx';
import classes from './conversation-view.module.css';

interface ConversationHeaderProps {
  order: ChatOrder;
  callerId: string;
  viewers: Member[];
  leading: ReactNode;
  trailing: ReactNode;
}

/** Whose conversation it is and who else has it open. A patient knows the one and reads the other below. */
export function ConversationHeader({ order: { patient }, callerId, viewers, leading, trailing }: ConversationHeaderProps) {
  return (
    <header className={classes.header}>
      {leading}
      <div className={classes.title}>
        <h2 className={classes.name}>
          <PersonName name={patient.name} dateOfBirth={patient.dateOfBirth} />
        </h2>
        <PeopleHere viewers={viewers} callerId={callerId} />
      </div>
      {trailing}
    </header>
  );
}
