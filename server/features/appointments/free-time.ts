import { sql } from 'kysely';
import type { z } from 'zod';
import type { appointmentInputs, FreeSlot } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import { clinicSettings } from '../clinic/queries.ts';

interface Offer {
  provider_id: string;
  provider_name: string;
  starts_at: Date;
  ends_at: Date;
}

/**
 * The first time of a length that nobody has taken, by start and then by provider. Postgres lays the clinic's hours on the
 * days of its time zone, whose clocks it knows, and takes away what is booked: cancelled visits and patients who did not
 * come take up no time, as in the exclusion constraint. Within a free stretch one offer follows the other.
 */
export async function findFreeTime(
  trx: TenantTransaction,
  { providerId, after, minutes, beyond }: z.output<typeof appointmentInputs.findFree>,
): Promise<FreeSlot> {
  if (providerId) await requireProvider(trx, providerId);
  const { openingHours } = await clinicSettings(trx);
  const from = new Date(after);
  const hours = JSON.stringify(openingHours.flatMap((day, index) => (day ? [{ weekday: index + 1, ...day }] : [])));
  for (const days of windows) {
    const offer = await firstOffer(trx, { from, days, hours, providerId, minutes, beyond });
    if (offer)
      return {
        outcome: 'found',
        provider: { id: offer.provider_id, name: offer.provider_name },
        startsAt: offer.starts_at.toISOString(),
        endsAt: offer.ends_at.toISOString(),
      };
  }
  return { outcome: 'none', until: await searchEnd(trx, from) };
}

/**
 * Days from the first that are looked at, first few and then more: the next free time is mostly near. What a shorter window
 * finds no longer one would find before: a time that its end cuts off begins later than every time within.
 */
const windows = [2, 7, limits.schedule.lookAheadDays];

interface Search {
  from: Date;
  days: number;
  /** JSON: the hours of the weekdays on which the clinic opens. */
  hours: string;
  providerId: string | undefined;
  minutes: number;
  beyond: { startsAt: string; providerId: string } | undefined;
}

async function firstOffer(trx: TenantTransaction, { from, days, hours, providerId, minutes, beyond }: Search): Promise<Offer | undefined> {
  const { rows } = await sql<Offer>`
    with clinic as (
      select time_zone, (${from}::timestamptz at time zone time_zone)::date as today from tenant
    ), open as (
      select range_agg(tstzrange(
          (today + n + make_interval(mins => hours.opens)) at time zone time_zone,
          (today + n + make_interval(mins => hours.closes)) at time zone time_zone)) * tstzmultirange(tstzrange(${from}, null)) as times
      from clinic
      cross join generate_series(0, ${days - 1}::int) as n
      join jsonb_to_recordset(${hours}::jsonb) as hours (weekday int, opens int, closes int) on hours.weekday = extract(isodow from today + n)
    ), looked_at as (
      -- plain columns: below a policy the index is not asked for what a function gives
      select lower(times) as since, upper(times) as until, lower(times) - make_interval(secs => ${limits.schedule.longest / 1_000}) as longest_since
      from open
    ), provider as (
      select id, name from user_account
      where role = 'provider' and disabled_at is null and (${providerId ?? null}::uuid is null or id = ${providerId ?? null}::uuid)
    ), stretch as (
      select p.id, p.name, unnest(open.times - coalesce(taken.times, '{}')) as free
      from open
      cross join provider p
      cross join lateral (
        select range_agg(tstzrange(v.starts_at, v.ends_at)) as times
        from appointment v
        where v.provider_id = p.id and v.status not in ('cancelled', 'no_show')
          and v.ends_at > (select since from looked_at) and v.starts_at < (select until from looked_at)
          and v.starts_at > (select longest_since from looked_at)
      ) taken
    )
    select id as provider_id, name as provider_name, starts_at, starts_at + make_interval(mins => ${minutes}::int) as ends_at
    from stretch
    cross join lateral generate_series(
      -- visits begin at full five minutes
      date_bin('5 minutes', lower(free) + interval '5 minutes' - interval '1 microsecond', timestamptz 'epoch'),
      upper(free) - make_interval(mins => ${minutes}::int),
      make_interval(mins => ${minutes}::int)) as starts_at
    where ${beyond?.startsAt ?? null}::timestamptz is null
      or (starts_at, name, id) > (
        ${beyond?.startsAt ?? null}::timestamptz,
        coalesce((select name from user_account where id = ${beyond?.providerId ?? null}::uuid), ''),
        ${beyond?.providerId ?? null}::uuid)
    order by starts_at, name, id
    limit 1`.execute(trx);
  return rows[0];
}

async function requireProvider(trx: TenantTransaction, providerId: string): Promise<void> {
  const provider = await trx
    .selectFrom('user_account')
    .select('id')
    .where('id', '=', providerId)
    .where('role', '=', 'provider')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!provider) throw notFound();
}

/** The midnight up to which a search that begins at `from` looks. */
async function searchEnd(trx: TenantTransaction, from: Date): Promise<string> {
  const { until } = await trx
    .selectFrom('tenant')
    .select(
      sql<Date>`((${from}::timestamptz at time zone time_zone)::date + ${limits.schedule.lookAheadDays}::int)::timestamp at time zone time_zone`.as('until'),
    )
    .executeTakeFirstOrThrow();
  return until.toISOString();
}
