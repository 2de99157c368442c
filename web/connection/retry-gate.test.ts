import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRetryGate } from './retry-gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('waits as long as it is told', async () => {
  const passed = vi.fn();
  const passing = createRetryGate().pass(5_000).then(passed);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(passed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await passing;
  expect(passed).toHaveBeenCalledOnce();
});

test('hurrying lets those through who wait, and says whether there were any', async () => {
  const gate = createRetryGate();
  expect(gate.hurry()).toBe(false);
  const waiting = gate.pass(30_000);
  expect(gate.hurry()).toBe(true);
  await expect(waiting).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('a gate that is shut refuses those who wait and those who come', async () => {
  const gate = createRetryGate();
  const waiting = gate.pass(30_000);
  gate.shut();
  await expect(waiting).rejects.toThrow();
  await expect(gate.pass(0)).rejects.toThrow();
});
