import type { Member } from '../../../shared/rooms.ts';
import { firstName } from '../../../shared/names.ts';

/** "Maria is typing…", for up to two people by name; empty when nobody else types. */
export function typingWords(typing: string[], people: Member[], callerId: string): string {
  const names = typing
    .filter((userId) => userId !== callerId)
    .map((userId) => firstName(people.find(({ id }) => id === userId)?.name ?? 'Somebody'));
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} is typing…`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing…`;
  return 'Several people are typing…';
}

/** "Lena and Tom are here"; empty when nobody is. */
export function hereWords(people: Pick<Member, 'name'>[]): string {
  if (people.length === 0) return '';
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(people.map(({ name }) => firstName(name)));
  return `${names} ${people.length === 1 ? 'is' : 'are'} here`;
}
