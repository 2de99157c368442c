import { expect, test } from 'vitest';
import { createStatementNames } from './statement-names.ts';

const ask = (nameOf: (text: string) => string | undefined, text: string, times: number) =>
  Array.from({ length: times }, () => nameOf(text)).at(-1);

test('what is asked again and again gets a name, always the same', () => {
  const nameOf = createStatementNames();
  expect(ask(nameOf, 'select name from tenant', 4)).toBeUndefined();
  const name = nameOf('select name from tenant');
  expect(name).toBeTypeOf('string');
  expect(nameOf('select name from tenant')).toBe(name);
  expect(ask(nameOf, 'select kind from tenant', 10)).not.toBe(name);
});

test('what a migration could change under a running node gets none', () => {
  expect(ask(createStatementNames(), 'select "message".* from "message"', 100)).toBeUndefined();
});

test('texts that are made up anew neither get names nor pile up, and names end at a bound', () => {
  const nameOf = createStatementNames();
  for (let n = 0; n < 10_000; n++) expect(nameOf(`select ${n}`)).toBeUndefined();
  const named = Array.from({ length: 1_000 }, (_, n) => ask(nameOf, `select name from t${n}`, 5)).filter((name) => name !== undefined);
  expect(new Set(named).size).toBe(300);
});
