import { expect, test } from 'vitest';
import { orderStatuses } from '../../../shared/order-status.ts';
import { nextStep } from './next-step.ts';

const about = { pharmacy: 'Greenleaf Pharmacy', number: '491 626' };

test('what is ready is picked up somewhere, with the number', () => {
  expect(nextStep('ready', about)).toBe('Pick it up at Greenleaf Pharmacy and say the number 491 626.');
});

test('whoever is asked answers, and nobody else is told to', () => {
  expect(orderStatuses.filter((status) => nextStep(status, about).includes('answer'))).toEqual(['awaiting_patient']);
});

test('every status says what comes next, and what is over offers the order again', () => {
  for (const status of orderStatuses) expect(nextStep(status, about)).not.toBe('');
  expect(orderStatuses.filter((status) => nextStep(status, about).includes('order it again'))).toEqual(['completed', 'cancelled']);
});
