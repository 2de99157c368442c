import { expect, test } from 'vitest';
import { lena, maria, tom } from './conversation.fixture.ts';
import { firstName, hereWords, plainName, typingWords } from './typing-words.ts';

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

test('people with a title are called by it and their last name', () => {
  expect(['Rosa Jimenez', 'Dr. Wei Chen', 'Dr Anjali Patel', 'Drew', 'Dr. Who'].map(firstName)).toEqual(['Rosa', 'Dr. Chen', 'Dr Patel', 'Drew', 'Dr. Who']);
  expect(plainName('Dr. Wei Chen')).toBe('Wei Chen');
});
