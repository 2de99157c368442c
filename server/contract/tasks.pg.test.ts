import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Task } from '../../shared/tasks.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { notificationFeed } from '../testing/feeds.ts';
import { refusalOf } from '../testing/refusal.ts';
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

type Fields = Partial<{ title: string; patientId: string; assigneeId: string; dueAt: string }>;
const create = (fields: Fields = {}, { trpc } = clinic.nurse): Promise<Task> =>
  trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call back', ...fields });
const edit = ({ id, version }: Task) => ({ taskId: id, expectedVersion: version });

test('a task has an owner and an end', async () => {
  const task = await create({ patientId: clinic.sam.patientId, dueAt: '2031-01-06T10:00:00.000Z' });
  expect(task).toMatchObject({
    title: 'Call back',
    state: 'open',
    version: 1,
    dueAt: '2031-01-06T10:00:00.000Z',
    patient: { id: clinic.sam.patientId, name: 'Sam Porter', dateOfBirth: '1984-03-12' },
    assignee: null,
    createdBy: { name: 'Rosa Jimenez' },
    completedBy: null,
  });
  const assigned = await clinic.nurse.trpc.tasks.assign.mutate({ ...edit(task), assigneeId: clinic.chen.id });
  expect(assigned).toMatchObject({ version: 2, assignee: { id: clinic.chen.id, name: 'Wei Chen' } });
  const done = await chen.trpc.tasks.complete.mutate(edit(assigned));
  expect(done).toMatchObject({ version: 3, state: 'done', completedBy: { id: clinic.chen.id } });
  expect(done.completedAt).not.toBeNull();
  for (const late of [chen.trpc.tasks.complete.mutate(edit(done)), chen.trpc.tasks.assign.mutate({ ...edit(done), assigneeId: clinic.patel.id })])
    expect(await refusalOf(late)).toMatchObject({ reason: 'INVALID_TRANSITION' });
});

test('the assignee is told, once, and nobody else', async () => {
  const patel = await app.signIn(clinic.patel);
  const [toChen, toPatel, toNurse] = [notificationFeed(chen), notificationFeed(patel), notificationFeed(clinic.nurse)];
  for (const feed of [toChen, toPatel, toNurse]) await feed.until(() => feed.values.length > 0);
  const task = await create({ patientId: clinic.sam.patientId, assigneeId: clinic.chen.id });
  const { data } = await toChen.find((event) => event.data.type === 'notification.created');
  expect(data).toMatchObject({
    notification: { type: 'task.assigned', entity: { kind: 'task', id: task.id }, readAt: null, body: 'Rosa Jimenez: Call back (Sam Porter)' },
    channels: ['in_app', 'browser'],
  });
  expect(JSON.stringify(data)).not.toMatch(/"title":"[^"]*Sam/);
  // given to who has it: no news; given to oneself: no news; to another: theirs alone
  const same = await clinic.nurse.trpc.tasks.assign.mutate({ ...edit(task), assigneeId: clinic.chen.id });
  const own = await clinic.nurse.trpc.tasks.assign.mutate({ ...edit(same), assigneeId: clinic.nurse.person.id });
  await clinic.nurse.trpc.tasks.assign.mutate({ ...edit(own), assigneeId: clinic.patel.id });
  await toPatel.find((event) => event.data.type === 'notification.created');
  const told = await Promise.all([chen, patel, clinic.nurse].map(({ trpc }) => trpc.notifications.list.query({ types: ['task.assigned'] })));
  const about = told.map(({ items }) => items.filter(({ entity }) => entity?.id === task.id).length);
  expect(about).toEqual([1, 1, 0]);
});

test('an old version is told, and of two who take it at once one does', async () => {
  const task = await create();
  const tries = await Promise.allSettled(
    [clinic.chen.id, clinic.patel.id].map((assigneeId) => clinic.nurse.trpc.tasks.assign.mutate({ ...edit(task), assigneeId })),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await refusalOf(chen.trpc.tasks.complete.mutate(edit(task)))).toMatchObject({ reason: 'STALE_VERSION', code: 'CONFLICT' });
});

test('only who works here can have one, about a patient of the house', async () => {
  const elsewhere = await openClinic(app);
  for (const fields of [{ assigneeId: clinic.sam.id }, { assigneeId: elsewhere.chen.id }, { patientId: elsewhere.sam.patientId }, { assigneeId: newId() }])
    expect(await refusalOf(create(fields))).toMatchObject({ reason: 'NOT_FOUND' });
  const task = await create();
  expect(await refusalOf(elsewhere.nurse.trpc.tasks.complete.mutate(edit(task)))).toMatchObject({ reason: 'NOT_FOUND' });
  expect(await clinic.frontDesk.trpc.tasks.get.query({ taskId: task.id })).toEqual(task);
  expect(await refusalOf(elsewhere.nurse.trpc.tasks.get.query({ taskId: task.id }))).toMatchObject({ reason: 'NOT_FOUND' });
  expect((await elsewhere.nurse.trpc.tasks.list.query({})).items).toEqual([]);
});

test('lists show what is due first, page by page, and can be narrowed', async () => {
  const { nurse, sam, patel } = await openClinic(app);
  const times = ['2031-03-01T09:00:00.000Z', undefined, '2031-01-01T09:00:00.000Z', '2031-02-01T09:00:00.000Z', undefined];
  const tasks = await Promise.all(times.map((dueAt, at) => create({ title: String(at), ...(dueAt && { dueAt }), ...(at < 2 && { assigneeId: patel.id }) }, nurse)));
  const ofSam = await create({ patientId: sam.patientId, dueAt: '2030-01-01T09:00:00.000Z' }, nurse);
  const done = await nurse.trpc.tasks.complete.mutate(edit(ofSam));
  const all: Task[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Task[]; nextCursor: string | null } = await nurse.trpc.tasks.list.query({ cursor, limit: 2 });
    expect(page.items.length).toBeLessThanOrEqual(2);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(all.slice(0, 3).map(({ title }) => title)).toEqual(['2', '3', '0']);
  expect(all.slice(3, 5).map(({ dueAt }) => dueAt)).toEqual([null, null]);
  expect(all.at(-1)).toEqual(done);
  expect(new Set(all.map(({ id }) => id)).size).toBe(tasks.length + 1);

  const idsOf = async (input: Parameters<typeof nurse.trpc.tasks.list.query>[0]) => (await nurse.trpc.tasks.list.query(input)).items.map(({ id }) => id);
  expect(await idsOf({ state: 'done' })).toEqual([done.id]);
  expect(await idsOf({ patientId: sam.patientId })).toEqual([done.id]);
  expect((await idsOf({ assigneeId: patel.id })).toSorted()).toEqual(tasks.slice(0, 2).map(({ id }) => id).toSorted());
  expect(await refusalOf(nurse.trpc.tasks.list.query({ cursor: 'x' }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'cursor' }] });
});
