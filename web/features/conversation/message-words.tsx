import type { Person } from '../../../shared/auth.ts';
import { splitMentions } from './mentions.ts';
import classes from './message-row.module.css';

interface MessageWordsProps {
  content: string;
  /** Whom the message addresses. */
  mentioned: Person[];
  callerId: string;
}

/** The words of a message, with the names of those whom it addresses set off; the reader's own most of all. */
export function MessageWords({ content, mentioned, callerId }: MessageWordsProps) {
  if (mentioned.length === 0) return content;
  return splitMentions(content, mentioned).map(({ text, person }, index) =>
    person ? (
      // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never change places
      <mark key={index} className={classes.mention} data-own={mentioned.some(({ id, name }) => id === callerId && name === person.name) || undefined}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
