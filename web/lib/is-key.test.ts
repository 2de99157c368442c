import { expect, test } from 'vitest';
import { isKey } from './is-key.ts';

test.each([
  ['Russian', 'с', 'KeyC', 'c'],
  ['Greek', 'κ', 'KeyK', 'k'],
  ['Hebrew', 'ר', 'KeyR', 'r'],
  ['Arabic', 'ت', 'KeyJ', 'j'],
  ['Ukrainian', 'т', 'KeyN', 'n'],
  ['Arabic', 'ظ', 'Slash', '/'],
])('on a %s layout %s, on %s, is %s', (_, key, code, letter) => expect(isKey({ key, code }, letter)).toBe(true));

test('on a Latin layout the letter counts, wherever it is', () => {
  expect(isKey({ key: 'j', code: 'KeyC' }, 'j')).toBe(true);
  expect(isKey({ key: 'j', code: 'KeyC' }, 'c')).toBe(false);
  expect(isKey({ key: '.', code: 'Slash' }, '/')).toBe(false);
  expect(isKey({ key: 'K', code: 'KeyK' }, 'k')).toBe(true);
});

test('keys with names are no letters', () => {
  expect(isKey({ key: 'Escape', code: 'Escape' }, 'Escape')).toBe(true);
  expect(isKey({ key: 'Enter', code: 'KeyC' }, 'c')).toBe(false);
});
