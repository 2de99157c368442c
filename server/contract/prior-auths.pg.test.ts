import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { nextPriorAuthStatuses, priorAuthStatuses, type PriorAuthStatus } from '../../shared/prior-auth-status.ts';
import type { PriorAuth } from '../../shared/prior-auths.ts';
import { atAnyTime, openClinic, type TestClinic } from '../testing/clinic.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startTestApp();
  clinic = await openClinic(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const create = ({ nurse, sam }: TestClinic = clinic): Promise<PriorAuth> =>
  nurse.trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId: sam.patientId, medication: 'Dupixent 300 mg', payer: 'Blue Cross' });
const edit = ({ id, version }: PriorAuth) => ({ priorAuthId: id, expectedVersion: version });

test('it starts as a draft and says who, what and for whom', async () => {
  const draft = await create();
  expect(draft).toMatchObject({
    status: 'draft',
    version: 1,
    medication: 'Dupixent 300 mg',
    payer: 'Blue Cross',
    patient: { name: 'Sam Porter', dateOfBirth: '1984-03-12' },
    createdBy: { name: 'Rosa Jimenez' },
    note: null,
  });
  const submitted = await clinic.nurse.trpc.priorAuths.setStatus.mutate({ ...edit(draft), status: 'submitted', note: 'By fax' });
  expect(submitted).toMatchObject({ status: 'submitted', version: 2, note: 'By fax' });
  expect(submitted.statusSince > draft.statusSince).toBe(true);
  const late = clinic.frontDesk.trpc.priorAuths.setStatus.mutate({ ...edit(draft), status: 'submitted' });
  expect(await refusalOf(late)).toMatchObject({ reason: 'STALE_VERSION' });
});

const pairs = priorAuthStatuses.flatMap((from) => priorAuthStatuses.map((to) => [from, to] as const));
test.each(pairs)('from %s to %s', async (from: PriorAuthStatus, to: PriorAuthStatus) => {
  const priorAuth = await create();
  await runAsSuperuser(app.databaseUrl, `update prior_auth set status = '${from}' where id = '${priorAuth.id}'`);
  const step = clinic.frontDesk.trpc.priorAuths.setStatus.mutate({ ...edit(priorAuth), status: to });
  if (nextPriorAuthStatuses(from).includes(to)) expect(await step).toMatchObject({ status: to, version: 2 });
  else expect(await refusalOf(step)).toMatchObject({ reason: 'INVALID_TRANSITION', code: 'CONFLICT' });
});

const book = ({ nurse, sam }: TestClinic, providerId: string, at: number) =>
  nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: sam.patientId,
    providerId,
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + 600_000).toISOString(),
    ...atAnyTime,
  });

test('a change is told to who looks after the patient: recent and coming visits, work items, and nobody else', async () => {
  const house = await openClinic(app);
  const { tenantId, nurse, frontDesk, chen, patel, sam } = house;
  const day = 86_400_000;
  const [old, gone, assignee, bystander] = await Promise.all(
    (['provider', 'provider', 'nurse', 'nurse'] as const).map((role, at) => app.addPerson(tenantId, role, `Person ${'abcd'[at]}`)),
  );
  await book(house, chen.id, Date.now() + 30 * day);
  await book(house, patel.id, Date.now() - 30 * day);
  await book(house, old!.id, Date.now() - 200 * day);
  const cancelled = await book(house, gone!.id, Date.now() + day);
  await nurse.trpc.appointments.cancel.mutate({ id: cancelled.id, expectedVersion: 1, reason: 'Moved' });
  await frontDesk.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Fax it', patientId: sam.patientId, assigneeId: assignee!.id });
  const draft = await create(house);

  await nurse.trpc.priorAuths.setStatus.mutate({ ...edit(draft), status: 'submitted' });
  const told = await runAsSuperuser(app.databaseUrl, `select user_id, title, body from notification where entity_id = $1`, [draft.id]);
  // the nurse did it herself
  expect(told).toHaveLength(4);
  expect(new Set(told.map(({ user_id }) => user_id))).toEqual(new Set([chen.id, patel.id, frontDesk.person.id, assignee!.id]));
  expect(told.map(({ user_id }) => user_id)).not.toContain(bystander!.id);
  expect(told[0]).toMatchObject({ body: 'Dupixent 300 mg for Sam Porter is now submitted.' });
  expect(told[0]!['title']).not.toContain('Sam');
});

test('lists are the tenant’s own, newest first, and can be narrowed', async () => {
  const house = await openClinic(app);
  const list = ({ trpc }: TestClient, input: object = {}) => trpc.priorAuths.list.query(input);
  const [first, second, third] = [await create(house), await create(house), await create(house)];
  const submitted = await house.nurse.trpc.priorAuths.setStatus.mutate({ ...edit(second), status: 'submitted' });
  expect((await list(house.nurse)).items).toEqual([third, submitted, first]);
  expect((await list(house.nurse, { status: ['draft'] })).items).toEqual([third, first]);
  expect((await list(house.frontDesk, { createdById: house.nurse.person.id })).items).toEqual([third, submitted, first]);
  expect((await list(house.nurse, { createdById: house.frontDesk.person.id })).items).toEqual([]);
  expect(await house.frontDesk.trpc.priorAuths.get.query({ priorAuthId: second.id })).toEqual(submitted);
  const page = await list(house.nurse, { limit: 2, patientId: house.sam.patientId });
  expect(page.items).toEqual([third, submitted]);
  expect(await list(house.nurse, { limit: 2, cursor: page.nextCursor })).toEqual({ items: [first], nextCursor: null });
  expect((await list(house.nurse, { patientId: newId() })).items).toEqual([]);
  expect(await refusalOf(clinic.nurse.trpc.priorAuths.get.query({ priorAuthId: first.id }))).toMatchObject({ reason: 'NOT_FOUND' });
  const theirs = clinic.nurse.trpc.priorAuths.setStatus.mutate({ ...edit(first), status: 'submitted' });
  expect(await refusalOf(theirs)).toMatchObject({ reason: 'NOT_FOUND' });
});
