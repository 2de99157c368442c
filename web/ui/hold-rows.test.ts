import { describe, expect, test } from 'vitest';
import { holdRows, withoutGone } from './hold-rows.ts';

const idOf = ({ roomId }: { roomId: string }) => roomId;
const rows = (ids: string) => [...ids].map((roomId) => ({ roomId, text: 'old' }));
const hold = (held: string, latest: string) => {
  const result = holdRows(rows(held), rows(latest), idOf);
  return { shown: result.rows.map(({ roomId }) => roomId).join(''), waiting: result.waiting };
};

describe('while somebody points at the list', () => {
  test.for([
    ['nothing changed', 'abcd', 'abcd', 'abcd', 0],
    ['one moved to the end', 'abcd', 'bcda', 'abcd', 1],
    ['one moved to the front', 'abcd', 'dabc', 'abcd', 1],
    ['two changed places', 'abcd', 'badc', 'abcd', 2],
    ['one left', 'abcd', 'abd', 'abcd', 1],
    ['one came in between', 'abcd', 'abxcd', 'abcd', 1],
    ['one came at the end', 'abcd', 'abcdx', 'abcdx', 0],
    ['one left, one came, one moved', 'abcd', 'xdab', 'abcd', 3],
    ['all left', 'ab', '', 'ab', 2],
    ['all were replaced', 'ab', 'xy', 'ab', 4],
    ['the list was empty', '', 'xy', 'xy', 0],
  ] as const)('%s', ([, held, latest, shown, waiting]) => {
    expect(hold(held, latest)).toEqual({ shown, waiting });
  });

  test('a row shows its newest content in its old place', () => {
    const latest = [{ roomId: 'b', text: 'new' }, { roomId: 'a', text: 'new' }];
    expect(holdRows(rows('ab'), latest, idOf).rows).toEqual([{ roomId: 'a', text: 'new' }, { roomId: 'b', text: 'new' }]);
  });

  test('a row that left the list shows what became of it, and one of which nothing is known what it showed', () => {
    const known = new Map([['a', { roomId: 'a', text: 'gone' }], ['b', { roomId: 'b', text: 'older' }]]);
    const latest = [{ roomId: 'b', text: 'new' }];
    expect(holdRows(rows('abc'), latest, idOf, known).rows.map(({ text }) => text)).toEqual(['gone', 'new', 'old']);
  });
});

test('a row that is no longer the reader’s to see is not held', () => {
  const latest = rows('cab');
  expect(holdRows(withoutGone(rows('abxc'), latest, idOf), latest, idOf)).toEqual({ rows: rows('abc'), places: rows('abc'), waiting: 1 });
});
