import { sql, type RawBuilder } from 'kysely';
import type { Role } from '../../shared/roles.ts';

/**
 * The accounts that `ids`, a query, gives, from indexes. Those of staff stand close together in one of their own; only the others
 * are looked for among all patients.
 */
export const accountsNamed = (ids: RawBuilder<unknown>) => sql<{ id: string; name: string; role: Role }>`
  with wanted (id) as materialized (${ids}),
  staff as materialized (select id, name, role from user_account where role <> 'patient' and id = any(array(select id from wanted)))
  select id, name, role from staff
  union all
  select id, name, role from user_account where role = 'patient' and id = any(array(select id from wanted except select id from staff))`;
