import { familyNames, givenNames, medicines, sentences } from './vocabulary.ts';

const list = (values: readonly string[]): string => `array[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}]`;

/**
 * What the rows are made with, for one session. Everything that looks like chance follows from the seed, so that the same
 * seed and time give the same rows; ids begin with their time, as those of the application do.
 */
export const chanceSql = `
create function pg_temp.present() returns timestamptz language sql stable as $$ select current_setting('lived_in.now')::timestamptz $$;
create function pg_temp.chance(what text, tenant bigint, n bigint) returns float8 language sql stable as $$
  select (hashint8extended(n, hashtextextended(what, tenant + current_setting('lived_in.seed')::bigint)) & 4503599627370495) / 4503599627370496.0::float8 $$;
create function pg_temp.one_of(choices text[], chance float8) returns text language sql immutable as $$
  select choices[1 + floor(chance * cardinality(choices))::int] $$;
create function pg_temp.id_of(what text, tenant bigint, n text, at timestamptz) returns uuid language sql stable as $$
  select overlay(overlay(md5(what || ' ' || tenant || ' ' || n || ' ' || current_setting('lived_in.seed'))
    placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' from 1 for 13) placing '8' from 17 for 1)::uuid $$;
create function pg_temp.iso(at timestamptz) returns text language sql stable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
create function pg_temp.person_name(what text, tenant bigint, n bigint) returns text language sql stable as $$
  select pg_temp.one_of(${list(givenNames)}, pg_temp.chance(what || ' given', tenant, n)) || ' ' ||
    pg_temp.one_of(${list(familyNames)}, pg_temp.chance(what || ' family', tenant, n)) $$;
create function pg_temp.line(tenant bigint, n bigint, seq bigint) returns text language sql stable as $$
  select pg_temp.one_of(${list(sentences)}, pg_temp.chance('line', tenant, n * 100000 + seq)) ||
    case when seq % 7 = 0 then ' ' || pg_temp.one_of(${list(sentences)}, pg_temp.chance('more', tenant, n * 100000 + seq)) else '' end $$;
create function pg_temp.medicine(tenant bigint, n bigint) returns text language sql stable as $$
  select pg_temp.one_of(${list(medicines)}, pg_temp.chance('medicine', tenant, n)) $$;
`;
