import { expect, test } from 'vitest';
import { awayAfter, createIdleWatch, idleStatus } from './idle.ts';

test('away exactly after five minutes without input', () => {
  expect(idleStatus(1_000, 1_000 + awayAfter - 1)).toBe('online');
  expect(idleStatus(1_000, 1_000 + awayAfter)).toBe('away');
});

function watchAt(start: number) {
  let now = start;
  return { idle: createIdleWatch(() => now), pass: (time: number) => (now += time) };
}

test('each change is told once, and input ends it at once', () => {
  const { idle, pass } = watchAt(0);
  pass(awayAfter - 1);
  expect(idle.check()).toBeNull();
  pass(1);
  expect([idle.check(), idle.check()]).toEqual(['away', null]);
  expect([idle.input(), idle.input()]).toEqual(['online', null]);
  pass(awayAfter - 1);
  expect(idle.check()).toBeNull();
});

test('a tab whose timers were held back for an hour finds out with the first check, without counting them', () => {
  const { idle, pass } = watchAt(0);
  pass(3_600_000);
  expect(idle.check()).toBe('away');
});

test('with a new connection an idle tab says again that it is idle, an active one says nothing', () => {
  const { idle, pass } = watchAt(0);
  expect(idle.connected()).toBeNull();
  pass(awayAfter);
  expect(idle.check()).toBe('away');
  expect(idle.connected()).toBe('away');
  idle.input();
  expect(idle.connected()).toBeNull();
});
