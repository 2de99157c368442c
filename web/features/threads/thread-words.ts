import type { Person } from '../../../shared/auth.ts';
import { firstName } from '../../../shared/names.ts';

/** "Rosa, Ben and 3 more" of a thread's other participants; "Only you" when there is none. */
export function participantWords(participants: Person[], callerId: string, named = 3): string {
  const others = participants.filter(({ id }) => id !== callerId).map(({ name }) => firstName(name));
  if (others.length === 0) return 'Only you';
  const shown = others.length > named + 1 ? others.slice(0, named) : others;
  const rest = others.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
