import { expect, test } from 'vitest';
import { feeds } from '../../shared/feeds.ts';
import { allProcedures } from '../testing/procedures.ts';

test('every subscription is a declared feed, and the other way round', () => {
  const subscriptions = allProcedures().filter(({ type }) => type === 'subscription');
  expect(subscriptions.map(({ path }) => path).toSorted()).toEqual(Object.keys(feeds).toSorted());
});
