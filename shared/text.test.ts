import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCharacters, cutText, firstCharacter, hasText, isolated, sentence, trimText } from './text.ts';
import { nameText, optionalText, requiredText } from './text-schemas.ts';

const family = '👨‍👩‍👧‍👦';
const accented = 'e\u0301';

test.each([
  ['', 0],
  ['abc', 3],
  ['😀😀', 2],
  ['𠮷田', 2],
  [accented, 2],
  [family, 7],
])('%j has %i characters', (text, count) => expect(countCharacters(text)).toBe(count));

test('limits count what people and Postgres count, whatever UTF-16 needs', () => {
  const text = optionalText(4);
  expect(text.safeParse('😀😀😀😀').success).toBe(true);
  expect(text.safeParse('😀😀😀😀😀').success).toBe(false);
  expect(text.safeParse('abcde').success).toBe(false);
});

describe('what is cut', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    [`${family}${family}${family}`, 2, `${family}…`],
    [`a${accented}${accented}b`, 3, `a${accented}…`],
    ['🇩🇪🇪🇸🇸🇦', 2, '🇩🇪…'],
    ['one two three', 5, 'one…'],
  ])('%j to %i is %j', (text, max, cut) => expect(cutText(text, max)).toBe(cut));

  test('never grows, never splits a character, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.isWellFormed()).toBe(text.isWellFormed());
        if (cut !== text) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        expect([...new Intl.Segmenter().segment(cut)].length).toBeLessThanOrEqual(Math.max(max, cut === text ? text.length : max));
      }),
    );
  });
});

test.each(['𠮷田 太郎', '😀 Ada', `${family} Smith`, `${accented}lan`, ''])('the first character of %j is whole', (text) => {
  const first = firstCharacter(text);
  expect(text.startsWith(first)).toBe(true);
  expect(first).toBe([...new Intl.Segmenter().segment(text)][0]?.segment ?? '');
});

const invisible = ['', ' ', '\n\t', '\u200B', '\u2800', '\u3164', '\u00AD', '\u2060', '\u200E', '\u180E', '\uFEFF', '\u115F', '\uFE0F', '\u0301', '\u{E0041}', '\u202E\u2066'];

test.each(invisible.flatMap((text) => [text, text + text, ` ${text} `]))('%j is nothing to read', (text) => {
  expect(hasText(text)).toBe(false);
  expect(requiredText(10).safeParse(text).success).toBe(false);
});

test.each(['a', '.', '0', '😀', 'مرحبا', '\u200Ba', '✓'])('%j can be read', (text) => {
  expect(requiredText(10).safeParse(text).success).toBe(true);
});

test.each([
  ['  a b \n', 'a b'],
  ['\n\n a', 'a'],
  ['\tone\ttwo\t', '\tone\ttwo'],
  [' \n\tcell', '\tcell'],
  ['a\n\n b', 'a\n\n b'],
])('%j is stored as %j', (text, stored) => {
  expect(trimText(text)).toBe(stored);
  expect(requiredText(20).parse(text)).toBe(stored);
});

test('a name turns no direction and stands on one line; other text may do both', () => {
  for (const text of ['Ada\u202EcdE', 'A\u2066b', 'two\nlines', 'a\u2028b', 'tab\tin']) expect(nameText(20).safeParse(text).success).toBe(false);
  for (const text of ['سارة', 'שרה כהן', 'O’Neill-Müller', 'Phan, Ha', 'Ada \u200FB']) expect(nameText(20).safeParse(text).success).toBe(true);
  expect(requiredText(20).safeParse('a\u202Eb\nc').success).toBe(true);
});

test('a text of another direction is closed off within a sentence', () => {
  expect(isolated('Ada')).toBe('Ada');
  expect(isolated('سارة')).toBe('\u2068سارة\u2069');
  expect(isolated('b\u202EceD 13')).toBe('\u2068bceD 13\u2069');
  expect(isolated('א\u2069ב')).toBe('\u2068אב\u2069');
});

test('a sentence closes off what people wrote in it', () => {
  expect(sentence`${'Ada'} wrote to ${'سارة'}: ${'ok'}`).toBe('Ada wrote to \u2068سارة\u2069: ok');
});

test('what cannot be stored is refused', () => {
  for (const text of ['a\0b', 'a\uD800']) expect(requiredText(10).safeParse(text).success).toBe(false);
});
