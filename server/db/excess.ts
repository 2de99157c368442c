import type { ClientBase, Pool } from 'pg';
import { appRole } from './database.ts';

/** Attributes that roles may have, as they are read and as they are called. */
const attributes = {
  rolsuper: 'is a superuser',
  rolbypassrls: 'bypasses row-level security',
  rolcreaterole: 'may create roles',
  rolcreatedb: 'may create databases',
  rolreplication: 'may replicate',
} as const;

type Row = Record<keyof typeof attributes, boolean> & { name: string; others: string[]; inherits: boolean; owns: boolean };

/**
 * Large objects are left out: where PUBLIC may make them, whoever works as the role owns what it made, and nothing is won by it.
 * What is temporary belongs to a connection.
 */
const owned = `select from pg_shdepend d left join pg_class c on d.classid = 'pg_class'::regclass and c.oid = d.objid
  where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
    and d.classid <> 'pg_largeobject'::regclass and c.relpersistence is distinct from 't'`;

const rights = `select r.rolname as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
    array(select roleid::regrole::text from pg_auth_members where member = r.oid and not (roleid::regrole::text = $2 and r.rolname = $1)) as others,
    r.rolname = $1 and pg_has_role(r.oid, (select oid from pg_roles where rolname = $2), 'usage') as inherits,
    exists (${owned}) as owns
  from pg_roles r where rolname in ($1, $2)`;

/**
 * What the login of a node, or the role that it works as, may do and should not; nothing when all is well. A bug that lets
 * somebody write SQL of their own is as bad as what stands here.
 */
export async function excessOf(client: ClientBase | Pool, login: string): Promise<string[]> {
  const { rows } = await client.query<Row>(rights, [login, appRole]);
  return rows.flatMap((row) => [
    ...Object.entries(attributes).flatMap(([attribute, text]) => (row[attribute as keyof typeof attributes] ? [`${row.name} ${text}`] : [])),
    ...(row.inherits && !row.rolsuper ? [`${row.name} inherits the rights of ${appRole}`] : []),
    ...row.others.map((other) => `${row.name} is a member of ${other}`),
    ...(row.owns ? [`${row.name} owns something`] : []),
  ]);
}
