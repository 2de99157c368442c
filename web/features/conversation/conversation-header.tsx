import type { ReactNode } from 'react';
import type { User } from '../../../shared/auth.ts';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { PeopleHere } from './people-here.tsx';
import classes from './conversation-view.module.css';

interface ConversationHeaderProps {
  order: ChatOrder;
  user: User;
  viewers: Member[];
  leading: ReactNode;
  trailing: ReactNode;
}

/** Staff see whose conversation it is; a patient knows that, and sees whether somebody is there. */
export function ConversationHeader({ order: { patient }, user, viewers, leading, trailing }: ConversationHeaderProps) {
  const forStaff = isStaff(user.role);
  return (
    <header className={classes.header}>
      {leading}
      <div className={classes.title}>
        {forStaff && (
          <h2 className={classes.name}>
            <PersonName name={patient.name} dateOfBirth={patient.dateOfBirth} />
          </h2>
        )}
        <PeopleHere viewers={viewers} callerId={user.id} forPatient={!forStaff} />
      </div>
      {trailing}
    </header>
  );
}
