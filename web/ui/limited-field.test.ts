import { expect, test } from 'vitest';
import { tooLongWords } from './limited-field.tsx';

test.each([
  ['abc', 3, null],
  [' abc ', 3, null],
  ['abcd', 3, '1 character too many'],
  ['😀'.repeat(4_000), 4_000, null],
  ['😀'.repeat(4_002), 4_000, '2 characters too many'],
])('%j of %i', (text, limit, words) => expect(tooLongWords(text, limit)).toBe(words));
