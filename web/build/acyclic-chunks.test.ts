import { expect, test } from 'vitest';
import { circleOf } from './acyclic-chunks.ts';

const circle = (imports: Record<string, string[]>) => circleOf(new Map(Object.entries(imports)));

test('chunks that import each other are found, however long the way', () => {
  expect(circle({ page: ['a'], a: ['b'], b: ['a'] })).toEqual(['a', 'b', 'a']);
  expect(circle({ page: ['a', 'c'], a: ['b'], b: ['c'], c: ['d'], d: ['b'] })).toEqual(['b', 'c', 'd', 'b']);
});

test('what is shared by several is no circle', () => {
  expect(circle({ page: ['a', 'b'], a: ['base'], b: ['base', 'a'], base: [] })).toBeNull();
});
