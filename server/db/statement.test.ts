import { describe, expect, test } from 'vitest';
import { insertRows, lockTogether, statement, together } from './statement.ts';

const find = (id: string, least: number) => statement<{ seq: number }>`select seq from topic where name = ${id} and seq > ${least}`;

test('values take numbered places, and the text of all of a kind is one', () => {
  expect(find('a', 1)).toEqual({ text: 'select seq from topic where name = $1 and seq > $2', values: ['a', 1] });
  expect(find('b', 2).text).toBe(find('a', 1).text);
});

test('together, each keeps its own values', () => {
  const both = together([find('a', 1), find('b', 2)]);
  expect(both.values).toEqual(['a', 1, 'b', 2]);
  expect(both.text).toBe(
    'with part_0 as (select seq from topic where name = $1 and seq > $2), part_1 as (select seq from topic where name = $3 and seq > $4) select',
  );
});

test('what locks is looked at, or the database would leave it out', () => {
  expect(lockTogether([find('a', 1), find('b', 2)], ['seq']).text).toMatch(/ select 0 as part, seq from part_0 union all select 1 as part, seq from part_1$/);
});

describe('rows', () => {
  const row = { tenant_id: 'a', name: 'b', seq: 1 };

  test('one is inserted by its values', () => {
    expect(insertRows('topic', [row])).toEqual({ text: 'insert into "topic" ("tenant_id", "name", "seq") values ($1, $2, $3)', values: ['a', 'b', 1] });
  });

  test('any number of more is one text', () => {
    const two = insertRows('topic', [row, row]);
    expect(insertRows('topic', [row, row, row]).text).toBe(two.text);
    expect(two.values).toEqual([JSON.stringify([row, row])]);
  });
});
