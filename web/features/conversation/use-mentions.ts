import { useId, useState, type KeyboardEvent } from 'react';
import type { Member } from '../../../shared/rooms.ts';
import { completeMention, mentionAt, mentionedIn, namedLike } from './mentions.ts';

const shown = 8;

export interface Mentions {
  /** Who is offered at the caret; empty when nobody is being named. */
  options: Member[];
  /** The one that Enter picks. */
  active: number;
  listId: string;
  optionId(index: number): string;
  /** The caret stands here after the text changed or was moved in. */
  follow(caret: number): void;
  pick(person: Member): void;
  /** Takes the keys that choose among the offered; true when the key was one of them. */
  onKeyDown(event: KeyboardEvent): boolean;
  close(): void;
  /** Whom the text addresses. */
  idsIn(text: string): string[];
}

/** Offers the people of a thread while "@" and the start of a name stand before the caret. */
export function useMentions(people: Member[], text: string, onPick: (text: string, caret: number) => void): Mentions {
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const start = caret === null || people.length === 0 ? null : mentionAt(text, caret);
  const found = start ? namedLike(people, start.query).slice(0, shown) : [];
  // a name that stands there in full is no question any more
  const options = found.length === 1 && start?.query.trimEnd() === found[0]!.name ? [] : found;
  const current = Math.min(active, options.length - 1);

  function pick(person: Member): void {
    if (!start) return;
    setPicked(new Set([...picked, person.id]));
    setCaret(null);
    const completed = completeMention(text, start, person);
    onPick(completed.text, completed.caret);
  }

  return {
    options,
    active: current,
    listId,
    optionId: (index) => `${listId}-${index}`,
    follow(next) {
      setCaret(next);
      setActive(0);
    },
    pick,
    onKeyDown(event) {
      const chosen = options[current];
      if (!chosen) return false;
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          setActive((current + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
          break;
        case 'Enter':
        case 'Tab':
          if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
          pick(chosen);
          break;
        case 'Escape':
          setCaret(null);
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    close: () => setCaret(null),
    idsIn: (words) => mentionedIn(words, people, picked),
  };
}
