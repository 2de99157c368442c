import type { Member } from '../../../shared/rooms.ts';

const title = /^(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+/i;

/** The name without a title, as initials are made of it. */
export const plainName = (name: string): string => name.trim().replace(title, '');

/** "Rosa" of "Rosa Jimenez", and "Dr. Chen" of "Dr. Wei Chen", as people call them. */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/);
  const called = title.exec(name.trim())?.[0];
  return called && words.length > 1 ? `${words[0]} ${words.at(-1)}` : (words[0] ?? name);
}

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
