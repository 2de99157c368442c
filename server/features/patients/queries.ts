import { sql } from 'kysely';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import { idsOf, searchedWords, wordSets } from '../search/queries.ts';

const kinds = ['patient'] as const;

/**
 * The tenant's patients of whose name each word of `query` is a part, by name; the first `limits.page.patients` of them, and
 * where there are as many there may be more. Few
 * are looked up one by one; where there are many, the names are read in their order until the page is full.
 */
export async function searchPatients(trx: TenantTransaction, query: string): Promise<PatientName[]> {
  const words = await searchedWords(trx, query);
  const [first, ...others] = words;
  if (first === undefined && query !== '') return [];
  const ids = first === undefined ? null : await idsOf(trx, kinds, first, limits.search.lookedUp);
  const { sets, has } = wordSets(kinds, ids ? others : words);
  const from = ids
    ? sql`unnest(${ids}::uuid[]) as found (id) cross join lateral (select id, name from patient where id = found.id limit 1) p where ${has(sql`p.id`)}`
    : sql`patient p where ${has(sql`p.id`)}`;
  const { rows } = await sql<PatientName>`
    ${sets} select p.id, p.name, p.date_of_birth as "dateOfBirth" from (
      select p.name, p.id from ${from} order by p.name, p.id limit ${limits.page.patients}::int
    ) page
    cross join lateral (select id, name, date_of_birth from patient where id = page.id limit 1) p
    order by p.name, p.id`.execute(trx);
  return rows;
}

/** Those of the ids that are patients of the tenant. */
export async function existingPatients(trx: TenantTransaction, patientIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from unnest(${[...new Set(patientIds)]}::uuid[]) as wanted (id)
    cross join lateral (select id from patient where id = wanted.id limit 1) p`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** NOT_FOUND when the tenant has no such patient. */
export async function patientById(trx: TenantTransaction, patientId: string): Promise<PatientName> {
  const patient = await trx
    .selectFrom('patient')
    .select(['id', 'name', 'date_of_birth as dateOfBirth'])
    .where('id', '=', patientId)
    .executeTakeFirst();
  if (!patient) throw notFound();
  return patient;
}
