import { array, assert, boolean, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { requirePlainJson } from './json-shape.ts';

const { depth, values } = limits.json;
const refused = expect.objectContaining({ reason: 'BAD_INPUT' });
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('as deep and as wide as allowed passes, one more does not', () => {
  requirePlainJson(nested(depth));
  expect(() => requirePlainJson(nested(depth + 1))).toThrow(refused);
  expect(() => requirePlainJson('{"a":'.repeat(depth + 1))).toThrow(refused);
  const wide = (count: number) => JSON.stringify(Array.from({ length: count }, () => 1));
  requirePlainJson(wide(values - 1));
  expect(() => requirePlainJson(wide(values + 1))).toThrow(refused);
});

test.each([
  ['brackets', '['.repeat(100)],
  ['commas', ','.repeat(values + 1)],
  ['escaped quotes', '"[,'.repeat(values)],
  ['backslashes', '\\'.repeat(values)],
  ['backslashes before a quote', '\\"'.repeat(values)],
])('%s in text are text', (_, text) => {
  requirePlainJson(JSON.stringify({ [text]: text }));
  expect(() => requirePlainJson(JSON.stringify([text]) + nested(depth + 1))).toThrow(refused);
});

test('a string without an end is not followed for ever', () => {
  requirePlainJson('{"content":"never ends \\"');
  requirePlainJson('"');
});

test('what is refused is what has more parts than allowed', () => {
  const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);
  assert(
    property(jsonValue(), array(boolean(), { maxLength: depth + 4 }), (core, levels) => {
      const value = levels.reduce<unknown>((inner, isArray) => (isArray ? [inner, ']'] : { '{': inner }), core);
      const text = JSON.stringify(value);
      if (depthOf(value) > depth) expect(() => requirePlainJson(text)).toThrow(refused);
      else requirePlainJson(text);
    }),
  );
});
