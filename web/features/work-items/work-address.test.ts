import { expect, test } from 'vitest';
import { readWorkAddress, writeWorkAddress, type WorkAddress } from './work-address.ts';

const known = ['open', 'done', 'all'];

test.each<[string, WorkAddress]>([
  ['', { isMine: false, show: 'open', itemId: null }],
  ['owner=me&show=done', { isMine: true, show: 'done', itemId: null }],
  ['show=all&item=7', { isMine: false, show: 'all', itemId: '7' }],
])('"%s" there and back', (search, address) => {
  expect(readWorkAddress(new URLSearchParams(search), known, 'open')).toEqual(address);
  expect(writeWorkAddress(new URLSearchParams(), address, 'open')).toBe(search);
});

test('what else stands in an address stays', () => {
  const search = new URLSearchParams('tab=tasks&show=done&item=7');
  expect(writeWorkAddress(search, { isMine: false, show: 'all', itemId: null }, 'all')).toBe('tab=tasks');
});

test('what is unknown is what is usual', () => {
  expect(readWorkAddress(new URLSearchParams('owner=you&show=nonsense'), known, 'all')).toEqual({ isMine: false, show: 'all', itemId: null });
});
