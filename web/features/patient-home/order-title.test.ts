import { expect, test } from 'vitest';
import { orderTitle } from './order-title.ts';

const metformin = { name: 'Metformin', strength: '500 mg', quantity: 60 };
const order = { roomId: '01a21efd-798e-7039-9e4d-718b0000002a', openingWords: 'my refill please' };

test('the first item names the order, the others are counted', () => {
  expect(orderTitle({ ...order, items: [metformin] })).toBe('Metformin 500 mg');
  expect(orderTitle({ ...order, items: [{ ...metformin, strength: '' }, metformin, metformin] })).toBe('Metformin and 2 more');
});

test('without items it is what was asked for, and without words its number', () => {
  expect(orderTitle({ ...order, items: [] })).toBe('my refill please');
  expect(orderTitle({ ...order, items: [], openingWords: null })).toBe('Order 000 042');
});
