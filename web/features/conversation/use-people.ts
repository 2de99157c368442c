import { useMemo } from 'react';
import type { Person } from '../../../shared/auth.ts';
import { usePresent } from '../presence/use-present.ts';
import type { Conversation } from './conversation.ts';

/** Everyone who may be named in the conversation's messages: who is in it, and colleagues who were. */
export function usePeople({ members }: Conversation): Person[] {
  const present = usePresent();
  return useMemo(() => {
    const colleagues = Object.values(present ?? {}).map(({ userId: id, name }): [string, Person] => [id, { id, name }]);
    return [...new Map([...colleagues, ...members.map(({ id, name }): [string, Person] => [id, { id, name }])]).values()];
  }, [members, present]);
}
