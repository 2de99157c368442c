import { expect, test } from 'vitest';
import { participantWords } from './thread-words.ts';

const people = (...names: string[]) => names.map((name) => ({ id: name, name: `${name} Doe` }));

test.for([
  [['Me'], 'Only you'],
  [['Me', 'Rosa'], 'Rosa'],
  [['Rosa', 'Ben', 'Me', 'Wei', 'Ann'], 'Rosa, Ben, Wei, Ann'],
  [['Rosa', 'Ben', 'Me', 'Wei', 'Ann', 'Claire'], 'Rosa, Ben, Wei and 2 more'],
] as const)('%s: %s', ([names, words]) => {
  expect(participantWords(people(...names), 'Me')).toBe(words);
});
