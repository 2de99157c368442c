import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Ways to count and cut that split what people see as one character, or cut without a word. */
const byCodeUnit = /maxLength=|\.charAt\(|\.substr(?:ing)?\(|\bleft\([a-z]\.|\b(?:content|title|body|subject|name|message|reason|note)\.(?:slice\(|length\b(?! *[=)]))/u;
/** Where code units are meant: places in a text field, keys, file formats. */
const allowed = new Set(['web/features/conversation/mentions.ts', 'web/connection/server-events.ts']);

const sources = globSync('{shared,web,server/features,server/*.ts}/**/*.{ts,tsx}', { cwd: `${import.meta.dirname}/..` }).filter(
  (path) => !/\.(?:test|fixture)\./u.test(path) && !allowed.has(path),
);

test('people\'s text is counted and cut in one place', () => {
  expect(sources.length).toBeGreaterThan(400);
  const found = sources.flatMap((path) =>
    readFileSync(`${import.meta.dirname}/../${path}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (byCodeUnit.test(line) && !/^\s*(?:\/\/|\*|\/\*)/u.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found.filter((line) => !line.startsWith('shared/text.ts'))).toEqual([]);
});
