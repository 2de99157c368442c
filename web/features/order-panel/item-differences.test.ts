import { expect, test } from 'vitest';
import { differenceWords, itemDifferences } from './item-differences.ts';

const metformin = { id: 'm', name: 'Metformin', strength: '500 mg', quantity: 60, directions: '' };
const ramipril = { id: 'r', name: 'Ramipril', strength: '5 mg', quantity: 30, directions: 'in the morning' };
const words = (...versions: Parameters<typeof itemDifferences>) => itemDifferences(...versions).map(differenceWords);

test('nothing changed', () => {
  expect(itemDifferences([metformin, ramipril], [{ ...metformin }, { ...ramipril }])).toEqual([]);
});

test('what changed, came and went', () => {
  expect(words([metformin], [{ ...metformin, quantity: 90, directions: 'with food' }])).toEqual([
    'Metformin: quantity 60 → 90, directions none → with food',
  ]);
  expect(words([metformin], [metformin, ramipril])).toEqual(['Ramipril 5 mg was added']);
  expect(words([metformin, ramipril], [ramipril])).toEqual(['Metformin was removed']);
});

test('another order of the same items is no difference', () => {
  expect(itemDifferences([metformin, ramipril], [ramipril, metformin])).toEqual([]);
});
