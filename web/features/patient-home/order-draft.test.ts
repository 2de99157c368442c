import { expect, test } from 'vitest';
import { draftAgain, emptyItem, isEmptyDraft, itemProblem, orderOf } from './order-draft.ts';

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

test('an order again begins with the same medicine, or with words that refer to it', () => {
  const item = { id: 'a', name: 'Metformin', strength: '500 mg', quantity: 60, directions: 'One a day' };
  const keys = ['x', 'y'];
  const again = draftAgain({ roomId: '01a21efd-798e-7039-9e4d-718b0000002a', items: [item, { ...item, id: 'b', name: 'Cetirizine' }] }, () => keys.shift()!);
  expect(again).toEqual({
    note: '',
    items: [
      { key: 'x', name: 'Metformin', strength: '500 mg', quantity: 60 },
      { key: 'y', name: 'Cetirizine', strength: '500 mg', quantity: 60 },
    ],
  });
  expect(isEmptyDraft(again)).toBe(false);
  expect(draftAgain({ roomId: '01a21efd-798e-7039-9e4d-718b0000002a', items: [] }, () => '')).toEqual({
    note: 'The same as in my order 000 042, please.',
    items: [],
  });
});
