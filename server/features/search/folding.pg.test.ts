import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldedWords } from '../../../shared/names.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import { runAsSuperuser } from '../../testing/superuser.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test.each(['Maria Alvarez', 'Müller', 'STRAẞE Straße', "O'Neill O’Neill", 'ﬁne Œuvre', 'Łukasz Đorđe', 'Jose\u0301 José', 'van der Berg', 'سارة محمد', '𠮷田 太郎', 'Ångström Øre Þór'])(
  'the words of %j are the same in the browser and in the database',
  async (name) => {
    const [row] = await runAsSuperuser(database.url, 'select search_words($1) as words', [name]);
    expect((row!['words'] as string[]).toSorted()).toEqual([...new Set(foldedWords(name))].toSorted());
  },
);
