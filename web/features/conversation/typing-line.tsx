import type { User } from '../../../shared/auth.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { RoomSignals } from './merge-room-signal.ts';
import { hereWords, typingWords } from './typing-words.ts';
import classes from './conversation-view.module.css';

interface TypingLineProps {
  signals: RoomSignals;
  members: Member[];
  user: User;
}

/**
 * Who types. A patient reads here, too, who of the pharmacy has the conversation open; staff see that in the header.
 * It keeps its height when there is nothing to say.
 */
export function TypingLine({ signals: { typing, viewers }, members, user }: TypingLineProps) {
  const words = typingWords(typing, [...viewers, ...members], user.id);
  const here = isStaff(user.role) ? '' : hereWords(viewers.filter(({ role }) => isStaff(role)));
  return (
    <div className={classes.typing} role="status" aria-label="Typing">
      {words || here}
    </div>
  );
}
