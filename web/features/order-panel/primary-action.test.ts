import { expect, test } from 'vitest';
import { primaryAction } from './primary-action.ts';

const lena = { id: 'lena', name: 'Lena Fischer' };
const tom = { id: 'tom', name: 'Tom Okafor' };
const items = [{ id: '1', name: 'Metformin', strength: '', quantity: 1, directions: '' }];

test.for([
  ['nobody has taken it', { status: 'requested', claimedBy: null, items }, false, 'claim'],
  ['a colleague has it', { status: 'preparing', claimedBy: tom, items }, false, null],
  ['it goes on', { status: 'preparing', claimedBy: lena, items }, false, 'step'],
  ['there is nothing to hand out', { status: 'preparing', claimedBy: lena, items: [] }, false, 'items'],
  ['nothing is written down, but nothing is to be handed out yet', { status: 'in_review', claimedBy: lena, items: [] }, false, 'step'],
  ['the items are being edited', { status: 'preparing', claimedBy: lena, items }, true, 'items'],
  ['they are, and nobody has taken it', { status: 'requested', claimedBy: null, items }, true, 'items'],
  ['it is closed', { status: 'completed', claimedBy: lena, items }, false, null],
] as const)('%s', ([, order, isEditingItems, action]) => {
  expect(primaryAction({ order: { ...order, items: [...order.items] }, callerId: lena.id, isEditingItems })).toBe(action);
});
