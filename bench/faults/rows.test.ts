import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const rows = readFileSync(join(root, 'docs', 'reliability-rows.md'), 'utf8').split('\n').filter((line) => /^\| [A-Z]\d/.test(line));
const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

test('every row has its line', () => {
  const names = rows.map((row) => row.slice(2, 4));
  expect(names).toEqual([...numbered('D', 8), ...numbered('R', 8), ...numbered('M', 6), ...numbered('B', 8), ...numbered('S', 8), ...numbered('O', 2)]);
});

test.each(rows)('the tests exist that are named in: %s', (row) => {
  // the quoted names between one file and the next are tests of the first
  const [, ...files] = row.split(/`(?=[\w/.-]+\.(?:test|spec)\.ts`)/);
  for (const part of files) {
    const [path = '', text = ''] = part.split('`', 2);
    const source = readFileSync(join(root, path), 'utf8');
    const names = [...text.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
    expect(names).not.toEqual([]);
    for (const name of names) expect(source, path).toContain(`'${name}'`);
  }
});
