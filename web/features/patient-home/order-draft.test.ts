import { expect, test } from 'vitest';
import { emptyItem, isEmptyDraft, itemProblem, orderOf } from './order-draft.ts';

const blank = emptyItem('1');
const metformin = { key: '2', name: ' Metformin ', strength: '500 mg', quantity: 60 };

test('blank rows and blank notes are left out', () => {
  expect(orderOf({ note: '  ', items: [blank, metformin] })).toEqual({
    items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }],
  });
  expect(orderOf({ note: 'my refill', items: [blank] })).toEqual({ note: 'my refill' });
});

test('an emptied quantity is one', () => {
  expect(orderOf({ note: '', items: [{ ...metformin, quantity: '' }] }).items?.[0]?.quantity).toBe(1);
});

test('a draft of nothing cannot be sent', () => {
  expect(isEmptyDraft({ note: ' ', items: [blank] })).toBe(true);
  expect(isEmptyDraft({ note: 'refill', items: [] })).toBe(false);
  expect(isEmptyDraft({ note: '', items: [metformin] })).toBe(false);
});

test('a row that was started needs a name', () => {
  const started = { ...blank, strength: '5 mg' };
  expect(itemProblem('', [blank, started], 'items.1.name')).toBe('Write what it is called.');
  expect(itemProblem('', [blank, started], 'items.0.name')).toBeNull();
});
