import { expect, test } from 'vitest';
import { onStop, onText, silent } from './typing-pace.ts';

test('typing is told at once and renewed every three seconds', () => {
  const first = onText(silent, 'H', 1_000);
  expect(first.tell).toBe(true);
  const soon = onText(first.pace, 'He', 3_999);
  expect(soon.tell).toBeNull();
  expect(onText(soon.pace, 'Hel', 4_000).tell).toBe(true);
});

test('an emptied field and a sent message stop it once', () => {
  const { pace } = onText(silent, 'H', 0);
  const emptied = onText(pace, '', 10);
  expect(emptied.tell).toBe(false);
  expect(onStop(emptied.pace).tell).toBeNull();
  expect(onStop(pace).tell).toBe(false);
});
