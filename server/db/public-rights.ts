import pg from 'pg';

/** What Postgres lets everybody do that nobody here does, and that fills a disk: only a superuser can take it back. */
const writers = ['lo_creat', 'lo_create', 'lo_from_bytea', 'pg_logical_emit_message'];

/**
 * Takes from PUBLIC, to which every role of the server belongs, what it may do in this database by default: enter it (logins of
 * other installations could work as the role that all installations share), make temporary tables, create in the schema. Of a
 * superuser's database also large objects and anonymous code.
 */
export async function closeToPublic(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ database: string; open: boolean; creates: boolean; superuser: boolean; speaks: boolean; functions: string[] }>(
    `select current_database() as database,
       has_database_privilege('public', current_database(), 'connect, temp, create') as open,
       has_schema_privilege('public', 'public', 'create') as creates,
       (select rolsuper from pg_roles where rolname = current_user) as superuser,
       has_language_privilege('public', 'plpgsql', 'usage') as speaks,
       array(select oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace
         and proname = any ($1) and has_function_privilege('public', oid, 'execute')) as functions`,
    [writers],
  );
  const { database, open, creates, superuser, speaks, functions } = rows[0]!;
  if (open) await owner.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`);
  if (creates) await owner.query('revoke create on schema public from public');
  if (superuser && speaks) await owner.query('revoke usage on language plpgsql from public');
  if (superuser) for (const each of functions) await owner.query(`revoke execute on function ${each} from public`);
}
