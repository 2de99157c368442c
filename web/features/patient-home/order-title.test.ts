import { expect, test } from 'vitest';
import { orderTitle } from './order-title.ts';

const metformin = { name: 'Metformin', strength: '500 mg', quantity: 60 };
const lastMessage = { seq: 1, senderId: 'a', senderName: 'Maria', content: 'my refill please', visibility: 'everyone', createdAt: '' } as const;

test('the first item names the order, the others are counted', () => {
  expect(orderTitle({ items: [metformin], lastMessage })).toBe('Metformin 500 mg');
  expect(orderTitle({ items: [{ ...metformin, strength: '' }, metformin, metformin], lastMessage })).toBe('Metformin and 2 more');
});

test('without items it is what was written', () => {
  expect(orderTitle({ items: [], lastMessage })).toBe('my refill please');
  expect(orderTitle({ items: [], lastMessage: null })).toBe('Order');
});
