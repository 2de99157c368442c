import { expect, test } from 'vitest';
import type { Run } from './compare.ts';
import { resultsPage, type Section } from './results-page.ts';
import { noFindings, type Workload } from './workload.ts';

const workload: Workload = {
  name: 'chat',
  title: 'people chat',
  headline: { measure: 'sends/s', better: 'more', target: '0.80' },
  shape: () => ({ rooms: 1, membersPerRoom: 1 }),
  run: () => Promise.reject(new Error('Not run here.')),
};

const run = (system: Run['system'], repetition: number, sends: number): Run => ({
  workload: 'chat',
  system,
  repetition,
  measures: { 'sends/s': sends },
  findings: { ...noFindings, outOfOrder: system === 'raw-ws' ? 2 : 0 },
});

const section: Section = {
  workload: 'chat',
  date: '2026-01-31',
  machine: 'a machine',
  versions: 'Node 24',
  mode: 'ordinary',
  loadAverage: 0.5,
  runs: [run('raw-ws', 1, 1_000), run('medsync', 1, 700), run('medsync', 2, 900), run('raw-ws', 2, 3_000)],
};

test('compares medians with (a), and tells what arrived out of order', () => {
  const page = resultsPage([workload], [section]);
  expect(page).toContain('| people chat | sends/s | 1.00 | – | – | 0.40 | 0.80 |');
  expect(page).toContain('| sends/s | 2,000 (1,000 to 3,000) | 800 (700 to 900) |');
  expect(page).toContain('| missing, twice, out of order, refused | 0, 0, 4, 0 | 0, 0, 0, 0 |');
});

test('says which measurements failed', () => {
  const failed = { ...run('medsync', 3, 0), measures: {}, failed: 'Not in time.' };
  expect(resultsPage([workload], [{ ...section, runs: [...section.runs, failed] }])).toContain('1 of 3 runs failed');
});

test('what ran on a database of some years stands beside what ran in an empty house', () => {
  const page = resultsPage([workload], [section, { ...section, on: 'year' }]);
  expect(page).toContain('## chat: people chat\n');
  expect(page).toContain('## chat: people chat, on the database of a year\n');
});
