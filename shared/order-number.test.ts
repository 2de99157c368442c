import { expect, test } from 'vitest';
import { newId } from './ids.ts';
import { orderNumber } from './order-number.ts';

test.for([
  ['01a21efd-798e-7039-9e4d-718b00000000', '000 000'],
  ['01a21efd-798e-7039-9e4d-718b0000002a', '000 042'],
  ['01a21efd-798e-7039-9e4d-718bffffffff', '967 295'],
] as const)('the order %s is called %s', ([roomId, number]) => {
  expect(orderNumber(roomId)).toBe(number);
});

test('orders of the same moment have different numbers', () => {
  const numbers = Array.from({ length: 20 }, () => orderNumber(newId()));
  expect(new Set(numbers).size).toBeGreaterThan(18);
  for (const number of numbers) expect(number).toMatch(/^\d{3} \d{3}$/);
});
