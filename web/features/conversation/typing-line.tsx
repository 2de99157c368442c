import type { Member } from '../../../shared/rooms.ts';
import { typingWords } from './typing-words.ts';
import classes from './conversation-view.module.css';

/** Keeps its height when nobody types. */
export function TypingLine({ typing, people, callerId }: { typing: string[]; people: Member[]; callerId: string }) {
  const words = typingWords(typing, people, callerId);
  return (
    <div className={classes.typing} role="status" aria-label="Typing">
      {words}
    </div>
  );
}
