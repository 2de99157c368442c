import { expect, test } from 'vitest';
import { firstName, plainName } from './name-words.ts';

test('people with a title are called by it and their last name', () => {
  expect(['Rosa Jimenez', 'Dr. Wei Chen', 'Dr Anjali Patel', 'Drew', 'Dr. Who'].map(firstName)).toEqual(['Rosa', 'Dr. Chen', 'Dr Patel', 'Drew', 'Dr. Who']);
  expect(plainName('Dr. Wei Chen')).toBe('Wei Chen');
});
