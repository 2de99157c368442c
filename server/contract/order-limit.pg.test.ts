import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
const { perPatientHour } = limits.order;

beforeAll(async () => {
  app = await startTestApp({ rates: { writes: { perSecond: 1_000, burst: 10_000 }, requestsPerMinute: 100_000 } });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  pharmacy = await openPharmacy(app);
});

/** So many orders at the same moment; which were made, and why the others were not. */
async function orderAtOnce(clients: TestClient[], count: number) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, n) => newOrder(clients[n % clients.length]!)));
  return Object.groupBy(outcomes, ({ status }) => status);
}

test('of many orders that a patient makes at once as many as an hour allows are made, and the others are told when to try again', async () => {
  const { patient, pharmacist } = pharmacy;
  const phone = await app.signIn(patient.person);
  const { fulfilled = [], rejected = [] } = await orderAtOnce([patient, phone], perPatientHour + 6);
  expect([fulfilled.length, rejected.length]).toEqual([perPatientHour, 6]);
  const refusal = await refusalOf(newOrder(patient));
  expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'RATE_LIMITED' });
  expect(refusal.retryAfter).toBeGreaterThan(3_500);
  expect(refusal.retryAfter).toBeLessThanOrEqual(3_600);
  expect((await pharmacist.trpc.chatOrders.list.query({})).items).toHaveLength(perPatientHour);
});

test('an order that was made is given again, also at the limit and while others are made', async () => {
  const { patient } = pharmacy;
  for (let n = 1; n < perPatientHour; n += 1) await newOrder(patient);
  const input = { clientOrderId: newId(), note: 'the last one' };
  const copies = await Promise.all(Array.from({ length: 6 }, () => patient.trpc.chatOrders.create.mutate(input)));
  expect(new Set(copies.map(({ roomId }) => roomId)).size).toBe(1);
  expect(await refusalOf(newOrder(patient))).toMatchObject({ reason: 'RATE_LIMITED' });
  expect((await patient.trpc.chatOrders.create.mutate(input)).roomId).toBe(copies[0]!.roomId);
});

test('it is each patient’s own, does not bind the staff, and ends with the hour', async () => {
  const { patient, otherPatient, pharmacist, technician } = pharmacy;
  const { patientId } = patient.person;
  for (let n = 0; n <= perPatientHour; n += 1)
    await [pharmacist, technician][n % 2]!.trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId: patientId! });
  expect((await orderAtOnce([patient], perPatientHour)).rejected).toBeUndefined();
  await newOrder(otherPatient);
  const first = `(select room_id from order_request where created_by_id = $1 order by created_at limit 1)`;
  await runAsSuperuser(app.databaseUrl, `update order_request set created_at = now() - interval '61 minutes' where room_id = ${first}`, [patient.person.id]);
  await newOrder(patient);
  expect(await refusalOf(newOrder(patient))).toMatchObject({ reason: 'RATE_LIMITED' });
});

test('what is counted is found by an index, whatever else somebody ordered before', async () => {
  const lines = await app.db.withTenant(pharmacy.tenantId, async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await sql<Record<string, string>>`
      explain select created_at from order_request
      where created_by_id = ${pharmacy.patient.person.id}::uuid and created_at > now() - interval '1 hour'
      order by created_at desc limit 10`.execute(trx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(lines).toContain('order_request_by_time');
  expect(lines).not.toContain('Sort');
});
