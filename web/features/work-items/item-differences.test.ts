import { expect, test } from 'vitest';
import { itemDifferences } from './item-differences.ts';
import { labResultOf, priorAuthOf, taskOf } from './work-item.fixture.ts';

test('says what changed and nothing else', () => {
  const rosa = { id: 'rosa', name: 'Rosa Jimenez' };
  expect(itemDifferences('tasks', taskOf(), taskOf({ version: 2, assignee: rosa }))).toEqual([{ what: 'Given to', was: 'nobody', is: 'Rosa Jimenez' }]);
  expect(itemDifferences('priorAuths', priorAuthOf({ status: 'pending' }), priorAuthOf({ status: 'denied', note: 'Step therapy first' }))).toEqual([
    { what: 'Status', was: 'Pending', is: 'Denied' },
    { what: 'Note', was: 'none', is: 'Step therapy first' },
  ]);
  expect(itemDifferences('labResults', labResultOf(), labResultOf({ version: 5 }))).toEqual([]);
});
