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

/**
 * Whether each of the words begins a word of what `id` names. Not a join: who has the word is read once, from an index alone,
 * so that a list can be read in its own order and end with the page.
 */
export const hasWords = (kinds: readonly WordKind[], id: RawBuilder<string>, words: string[]): RawBuilder<boolean> =>
  words.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.join(
        words.map((word) => sql`(${id} in (select id from search_word where ${beginningWith(kinds, word)})) is true`),
        sql` and `,
      )})`;
