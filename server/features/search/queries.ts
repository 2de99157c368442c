import { sql, type RawBuilder } from 'kysely';
import type { TenantTransaction } from '../../db/database.ts';

type WordKind = 'patient' | 'order' | 'item' | 'note';

/** The words of what is searched for, the longest first: it narrows most. None when it holds nothing but apostrophes. */
export async function searchedWords(trx: TenantTransaction, query: string): Promise<string[]> {
  const { rows } = await sql<{ words: string[] }>`select search_words(${query}) as words`.execute(trx);
  return rows[0]!.words.toSorted((a, b) => b.length - a.length);
}

const beginningWith = (kinds: readonly WordKind[], word: string): RawBuilder<unknown> =>
  sql`kind = any(${kinds}::text[]) and word >= ${word}::text and word < ${word}::text || chr(1114111)`;

/** The ids of those of which a word begins with `word`; null when there are more than `most`. */
export async function idsOf(trx: TenantTransaction, kinds: readonly WordKind[], word: string, most: number): Promise<string[] | null> {
  const { rows } = await sql<{ ids: string[] }>`
    select array(select id from search_word where ${beginningWith(kinds, word)} order by kind, word, id limit ${most + 1}::int) as ids`.execute(trx);
  const { ids } = rows[0]!;
  return ids.length > most ? null : [...new Set(ids)];
}

/** Of each word who has it, read once from an index alone: `sets` begins the statement, and `has` may stand in it more than once. */
export interface WordSets {
  sets: RawBuilder<unknown>;
  /** Whether each of the words begins a word of what `id` names. Not a join: a list is read in its own order and ends with the page. */
  has(id: RawBuilder<string>): RawBuilder<boolean>;
}

export function wordSets(kinds: readonly WordKind[], words: string[]): WordSets {
  if (words.length === 0) return { sets: sql``, has: () => sql<boolean>`true` };
  const sets = words.map((word, index) => ({ name: sql.ref(`word_${index}`), word }));
  return {
    sets: sql`with ${sql.join(sets.map(({ name, word }) => sql`${name} as materialized (select id from search_word where ${beginningWith(kinds, word)})`))}`,
    has: (id) => sql<boolean>`(${sql.join(sets.map(({ name }) => sql`(${id} in (select id from ${name})) is true`), sql` and `)})`,
  };
}
