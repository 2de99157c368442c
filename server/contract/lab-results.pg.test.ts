import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { labResultStatuses, nextLabResultStatus, type LabResultStatus } from '../../shared/lab-result-status.ts';
import type { LabResult } from '../../shared/lab-results.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { notificationFeed } from '../testing/feeds.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let chen: TestClient;

beforeAll(async () => {
  app = await startTestApp();
  clinic = await openClinic(app);
  chen = await app.signIn(clinic.chen);
});
afterAll(() => app[Symbol.asyncDispose]());

const order = ({ nurse, sam, chen: provider }: TestClinic = clinic): Promise<LabResult> =>
  nurse.trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId: sam.patientId, orderedById: provider.id, test: 'Biopsy' });
const edit = ({ id, version }: LabResult) => ({ labResultId: id, expectedVersion: version });

test('ordered, ready, reviewed: the ordering provider is told when it is ready, and nobody else', async () => {
  const patel = await app.signIn(clinic.patel);
  const [toChen, toPatel] = [notificationFeed(chen), notificationFeed(patel)];
  for (const feed of [toChen, toPatel]) await feed.until(() => feed.values.length > 0);
  const ordered = await order();
  expect(ordered).toMatchObject({ status: 'ordered', version: 1, test: 'Biopsy', patient: { name: 'Sam Porter' }, orderedBy: { name: 'Wei Chen' }, reviewedBy: null });
  const ready = await clinic.frontDesk.trpc.labResults.markReady.mutate(edit(ordered));
  expect(ready).toMatchObject({ status: 'ready', version: 2 });
  const { data } = await toChen.find((event) => event.data.type === 'notification.created');
  expect(data).toMatchObject({
    notification: { type: 'lab_result.ready', title: 'A lab result is ready', body: 'Biopsy of Sam Porter is ready for review.', entity: { kind: 'lab_result', id: ordered.id } },
  });
  expect(await chen.trpc.labResults.markReviewed.mutate(edit(ready))).toMatchObject({ status: 'reviewed', version: 3, reviewedBy: { id: clinic.chen.id } });
  const told = await runAsSuperuser(app.databaseUrl, `select user_id from notification where entity_id = $1`, [ordered.id]);
  expect(told).toEqual([{ user_id: clinic.chen.id }]);
  expect(toPatel.values).toHaveLength(1);
});

test('a provider who marks it ready is not told what they know', async () => {
  const ordered = await order();
  await chen.trpc.labResults.markReady.mutate(edit(ordered));
  expect(await runAsSuperuser(app.databaseUrl, `select user_id from notification where entity_id = $1`, [ordered.id])).toEqual([]);
});

const pairs = labResultStatuses.flatMap((from) => (['ready', 'reviewed'] as const).map((to) => [from, to] as const));
test.each(pairs)('from %s to %s', async (from: LabResultStatus, to: 'ready' | 'reviewed') => {
  const labResult = await order();
  const reviewer = from === 'reviewed' ? `'${clinic.chen.id}'` : 'null';
  await runAsSuperuser(app.databaseUrl, `update lab_result set status = '${from}', reviewed_by_id = ${reviewer} where id = '${labResult.id}'`);
  const { markReady, markReviewed } = clinic.nurse.trpc.labResults;
  const step = to === 'ready' ? markReady.mutate(edit(labResult)) : markReviewed.mutate(edit(labResult));
  if (nextLabResultStatus(from) === to) expect(await step).toMatchObject({ status: to, version: 2 });
  else expect(await refusalOf(step)).toMatchObject({ reason: 'INVALID_TRANSITION', code: 'CONFLICT' });
});

test('of two who review it at once one does', async () => {
  const ready = await clinic.nurse.trpc.labResults.markReady.mutate(edit(await order()));
  const tries = await Promise.allSettled([chen, clinic.nurse, clinic.frontDesk].map(({ trpc }) => trpc.labResults.markReviewed.mutate(edit(ready))));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('only a provider of the house orders one, for a patient of the house', async () => {
  const elsewhere = await openClinic(app);
  const input = { clientLabResultId: newId(), patientId: clinic.sam.patientId, orderedById: clinic.chen.id, test: 'Biopsy' };
  for (const wrong of [{ orderedById: clinic.nurse.person.id }, { orderedById: elsewhere.chen.id }, { patientId: elsewhere.sam.patientId }])
    expect(await refusalOf(clinic.nurse.trpc.labResults.create.mutate({ ...input, ...wrong }))).toMatchObject({ reason: 'NOT_FOUND' });
  const theirs = await order(elsewhere);
  expect(await refusalOf(clinic.nurse.trpc.labResults.markReady.mutate(edit(theirs)))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('lists are newest first and can be narrowed', async () => {
  const house = await openClinic(app);
  const list = async (input: object = {}) => (await house.nurse.trpc.labResults.list.query(input)).items;
  const [first, second] = [await order(house), await order(house)];
  const ready = await house.nurse.trpc.labResults.markReady.mutate(edit(first));
  expect(await list()).toEqual([second, ready]);
  expect(await list({ status: ['ready'] })).toEqual([ready]);
  expect(await list({ orderedById: house.patel.id })).toEqual([]);
  expect(await list({ patientId: house.sam.patientId, limit: 1 })).toEqual([second]);
  expect(await house.frontDesk.trpc.labResults.get.query({ labResultId: first.id })).toEqual(ready);
  expect(await refusalOf(clinic.nurse.trpc.labResults.get.query({ labResultId: first.id }))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('pages follow each other without a gap, also while results come in', async () => {
  const house = await openClinic(app);
  const there = [await order(house), await order(house), await order(house)].toReversed();
  const seen: LabResult[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: LabResult[]; nextCursor: string | null } = await house.nurse.trpc.labResults.list.query({ cursor, limit: 1 });
    seen.push(...page.items);
    cursor = page.nextCursor;
    await order(house);
  } while (cursor);
  expect(seen).toEqual(there);
});
