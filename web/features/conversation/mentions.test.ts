import { expect, test } from 'vitest';
import { completeMention, mentionAt, mentionedIn, namedLike, splitMentions } from './mentions.ts';

const chen = { id: 'chen', name: 'Dr. Wei Chen' };
const rosa = { id: 'rosa', name: 'Rosa Jimenez' };
const ann = { id: 'ann', name: 'Ann Lee' };
const other = { id: 'ann 2', name: 'Ann Lee' };
const leesberg = { id: 'leesberg', name: 'Ann Leesberg' };
const people = [chen, rosa, ann];

test.for([
  ['@', 0, ''],
  ['look @wei', 5, 'wei'],
  ['look\n@Dr. W', 5, 'Dr. W'],
  ['(@ro', 1, 'ro'],
] as const)('"%s" is a mention being written', ([text, at, query]) => {
  expect(mentionAt(text, text.length)).toEqual({ at, query });
});

test('an address or a caret before the sign is none', () => {
  expect(mentionAt('mail me at ro@northside', 23)).toBeNull();
  expect(mentionAt('see @rosa', 3)).toBeNull();
});

test('people are found by any word of their name', () => {
  const found = (query: string) => namedLike(people, query).map(({ id }) => id);
  expect(found('')).toEqual(['ann', 'chen', 'rosa']);
  expect(found('che')).toEqual(['chen']);
  expect(found('wei ch')).toEqual(['chen']);
  expect(found('DR')).toEqual(['chen']);
  expect(found('hen')).toEqual([]);
});

test('picking puts the whole name there and the caret behind it', () => {
  expect(completeMention('ask @ro please', { at: 4, query: 'ro' }, rosa)).toEqual({ text: 'ask @Rosa Jimenez please', caret: 18 });
});

test('names are found in a text, the longest first, and only whole', () => {
  const parts = (text: string) => splitMentions(text, [...people, leesberg]).map(({ text: words, person }) => (person ? `[${person.id}]` : words));
  expect(parts('@Dr. Wei Chen, @rosa jimenez: look')).toEqual(['[chen]', ', ', '[rosa]', ': look']);
  expect(parts('@Ann Leesberg and @Ann Lee')).toEqual(['[leesberg]', ' and ', '[ann]']);
  expect(parts('@Ann Leeway, @@Rosa Jimenez')).toEqual(['@Ann Leeway, @', '[rosa]']);
  expect(parts('')).toEqual([]);
});

test('of namesakes the picked one is meant, or all', () => {
  const namesakes = [...people, other];
  expect(mentionedIn('@Ann Lee, @Ann Lee', namesakes, new Set(['ann 2']))).toEqual(['ann 2']);
  expect(mentionedIn('@Ann Lee', namesakes, new Set())).toEqual(['ann', 'ann 2']);
  expect(mentionedIn('Ann Lee', namesakes, new Set(['ann']))).toEqual([]);
});
