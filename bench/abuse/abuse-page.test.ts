import { expect, test } from 'vitest';
import { resultsPage, type Section } from '../results-page.ts';
import { mergeAbuse } from './abuse-page.ts';
import { bounds, passedBounds, quietOf } from './bounds.ts';
import type { WayResult } from './measure-way.ts';
import { mostCostly, type Cost } from './search.ts';
import type { WindowSummary } from './window.ts';

function summary(p99: number, deliveriesP99: number, failed: Record<string, number> = {}): WindowSummary {
  const calls = { count: 900, p50: 2, p99 };
  return { calls, deliveries: { count: 300, p50: 3, p99: deliveriesP99 }, arrivals: calls, kinds: {}, failed };
}

const way = (attacked: WindowSummary, memoryMiB: number): WayResult => ({
  name: 'batches',
  what: 'many at once',
  role: 'patient',
  from: 'same',
  quiet: summary(10, 20),
  attacked,
  control: summary(11, 20),
  serverCpuPercent: { quiet: 12, attacked: 80 },
  memoryMiB,
  attack: { sent: 100, answered: 90, refused: { RATE_LIMITED: 10 }, bytesReceived: 5_000_000, cpuMicros: 1, seconds: 10 },
});

const quiet = { calls: 10, deliveries: 20 };

test('quiet is the median of all quiet windows', () => {
  const quietly = (calls: number, deliveries: number): WayResult => ({ ...way(summary(1, 1), 0), quiet: summary(calls, deliveries) });
  expect(quietOf([quietly(9, 5), quietly(40, 6), quietly(10, 30)])).toEqual({ calls: 10, deliveries: 6 });
  expect(quietOf([quietly(9, 5), quietly(11, 8), { name: 'x', what: 'x', role: 'patient', from: 'same', broken: 'It ended.' }])).toEqual({ calls: 10, deliveries: 6.5 });
  expect(quietOf([])).toEqual({ calls: 0, deliveries: 0 });
});

test('a way holds up to the bounds, and no further', () => {
  expect(passedBounds(way(summary(15, 30), 100), bounds, quiet)).toEqual([]);
  expect(passedBounds(way(summary(15.1, 30), 100), bounds, quiet)).toEqual(['calls']);
  expect(passedBounds(way(summary(15, 31), 100.5), bounds, quiet)).toEqual(['deliveries', 'memory']);
  expect(passedBounds(way(summary(15, 30, { 'send: UNAVAILABLE': 1 }), 0), bounds, quiet)).toEqual(['failures']);
  expect(passedBounds({ name: 'x', what: 'x', role: 'patient', from: 'same', broken: 'It ended.' }, bounds, quiet)).toEqual(['It ended.']);
});

test('the page tells of each way and of the costs; what was not run again stays', () => {
  const earlier = { ways: [way(summary(99, 99), 0), { ...way(summary(12, 20), 0), name: 'writes' }], costs: [] };
  const abuse = mergeAbuse(earlier, { ways: [way(summary(40, 20, { 'queue: UNAVAILABLE': 3 }), 7)], costs: [] });
  const section: Section = { workload: 'abuse', date: '2026-01-31', machine: 'a machine', versions: 'Node 24', mode: 'ordinary', loadAverage: 0.5, runs: [], abuse };
  const page = resultsPage([], [section]);
  expect(page).toContain('| **batches**: many at once | patient, same | 2 → 2 (× 1.00) | 10 → 40 (× 4.00) | 20 → 20 (× 1.00) | × 1.10 | 3 (queue: UNAVAILABLE 3) | 7 | 12 → 80 |');
  expect(page).toContain('| no: calls, failures |');
  expect(page.match(/\*\*writes\*\*/g)).toHaveLength(1);
});

test('of each procedure the input counts that costs most', () => {
  const cost = (path: string, size: Cost['size'], cpuMs: number): Cost => ({
    role: 'patient',
    path,
    size,
    outcome: 'ok',
    cpuMs,
    waitingMs: 1,
    answerBytes: 1,
    memoryMiB: 0,
    call: { method: 'query', path, input: {} },
  });
  const costs = [cost('a', 'small', 1), cost('a', 'large', 5), cost('b', 'small', 3), cost('c', 'small', 0)];
  expect(mostCostly(costs, 2).map(({ path, size }) => `${path} ${size}`)).toEqual(['a large', 'b small']);
});
