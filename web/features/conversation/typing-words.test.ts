import { expect, test } from 'vitest';
import { lena, maria, tom } from './conversation.fixture.ts';
import { hereWords, typingWords } from './typing-words.ts';

const people = [lena, tom, maria];

test.for([
  [[], ''],
  [[lena.id], ''],
  [[maria.id, lena.id], 'Maria is typing…'],
  [[maria.id, tom.id], 'Maria and Tom are typing…'],
  [[maria.id, tom.id, 'x'], 'Several people are typing…'],
  [['unknown'], 'Somebody is typing…'],
] as const)('%j: %s', ([typing, words]) => {
  expect(typingWords([...typing], people, lena.id)).toBe(words);
});

test('who is here', () => {
  expect([[], [lena], [lena, tom], [lena, tom, maria]].map(hereWords)).toEqual([
    '',
    'Lena is here',
    'Lena and Tom are here',
    'Lena, Tom, and Maria are here',
  ]);
});
