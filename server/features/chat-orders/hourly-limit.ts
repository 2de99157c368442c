import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';

/** Lets the orders of one patient's own hand be made one after the other. Taken before any other lock of the transaction. */
export async function takeTurn(trx: TenantTransaction, { tenantId, userId }: Caller): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`orders ${tenantId} ${userId}`}, 0))`.execute(trx);
}

/** RATE_LIMITED when the patient has made as many orders within an hour as they may; counted under `takeTurn`. */
export async function requireOrderLeft(trx: TenantTransaction, { userId }: Caller, perHour: number): Promise<void> {
  const { rows } = await sql<{ free_in: number }>`
    select extract(epoch from created_at + interval '1 hour' - now())::float8 as free_in from order_request
    where created_by_id = ${userId}::uuid and created_at > now() - interval '1 hour'
    order by created_at desc limit ${perHour}`.execute(trx);
  if (rows.length < perHour) return;
  const retryAfter = Math.max(1, Math.ceil(rows.at(-1)!.free_in));
  throw new Failure('RATE_LIMITED', 'You have made many orders within an hour. Write in one of them, or try again later.', { retryAfter });
}
