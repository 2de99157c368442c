import { expect, test } from 'vitest';
import type { Measured } from './measure.ts';
import { livedInText, passedBounds, type LivedInSection } from './report.ts';

const list = (database: number, blocks: number): Measured => ({ what: 'orders', bound: 'a page of a list', place: 'pharmacy', cost: { client: 9, database, blocks } });
const broken: Measured = { what: 'search', bound: 'a search', place: 'pharmacy', cost: null, failed: 'Too slow.' };

const section: LivedInSection = {
  workload: 'lived-in',
  date: '2026-01-31',
  machine: 'a machine',
  versions: 'Node 24',
  loadAverage: 0.5,
  size: 'year',
  small: [list(2, 300), broken],
  large: [list(8, 1_000), { ...broken, cost: { client: 1, database: 1, blocks: 2_001 } }],
  states: { 'just restored': [list(8, 1_001)] },
};

test('names what failed and what looked at more than it may, in whatever state', () => {
  expect(passedBounds(section)).toEqual([
    'pharmacy: search, small: Too slow.',
    'pharmacy: search, year: 2,001 blocks, and a search may look at 2,000',
    'pharmacy: orders, just restored: 1,001 blocks, and a page of a list may look at 1,000',
  ]);
  expect(passedBounds({ ...section, small: [list(2, 300)], large: [list(8, 1_000)], states: {} })).toEqual([]);
});

test('sets a long past beside a short one, and marks what grew', () => {
  const text = livedInText(section).join('\n');
  expect(text).toContain('| pharmacy: orders | 2, 300, 9 | 8, 1,000, 9 | **4.0** | 1,001 | 1,000 |');
  expect(text).toContain('| pharmacy: search | failed: Too slow. | 1, 2,001, 1 | – | – | 2,000 |');
});

test('what is over in a moment has not grown', () => {
  const [short, long] = [list(0.1, 3), list(0.4, 3)];
  expect(livedInText({ ...section, small: [short], large: [long], states: {} }).join('\n')).toContain('| 0.1, 3, 9 | 0.4, 3, 9 | 1.0 |');
});
