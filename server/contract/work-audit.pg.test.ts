import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { notificationFeed, workFeed } from '../testing/feeds.ts';
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

const entries = () => runAsSuperuser(app.databaseUrl, `select * from audit_entry where outcome = 'allowed' order by id`);

const createTask = ({ trpc }: TestClient) =>
  trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call', patientId: clinic.sam.patientId, assigneeId: clinic.chen.id });
const createPriorAuth = ({ trpc }: TestClient) =>
  trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId: clinic.sam.patientId, medication: 'Dupixent', payer: 'Blue Cross' });
const createLabResult = ({ trpc }: TestClient) =>
  trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId: clinic.sam.patientId, orderedById: clinic.chen.id, test: 'Biopsy' });

const first = async (feed: { find(matches: () => boolean): Promise<unknown>; stop(): void }): Promise<void> => {
  await feed.find(() => true);
  feed.stop();
};

/** What each call needs to be there, the call itself, and whether one patient can be named for it. */
const audited: Record<string, { prepare?: (client: TestClient) => Promise<{ id: string; version: number }>; call: (client: TestClient, item: { id: string; version: number }) => Promise<unknown>; names: boolean }> = {
  'tasks.create': { call: createTask, names: true },
  'tasks.assign': {
    prepare: createTask,
    call: ({ trpc }, { id, version }) => trpc.tasks.assign.mutate({ taskId: id, assigneeId: clinic.patel.id, expectedVersion: version }),
    names: true,
  },
  'tasks.complete': { prepare: createTask, call: ({ trpc }, { id, version }) => trpc.tasks.complete.mutate({ taskId: id, expectedVersion: version }), names: true },
  'tasks.get': { prepare: createTask, call: ({ trpc }, { id }) => trpc.tasks.get.query({ taskId: id }), names: true },
  'tasks.list': { call: ({ trpc }) => trpc.tasks.list.query({ patientId: clinic.sam.patientId }), names: true },
  'priorAuths.create': { call: createPriorAuth, names: true },
  'priorAuths.setStatus': {
    prepare: createPriorAuth,
    call: ({ trpc }, { id, version }) => trpc.priorAuths.setStatus.mutate({ priorAuthId: id, status: 'submitted', expectedVersion: version }),
    names: true,
  },
  'priorAuths.get': { prepare: createPriorAuth, call: ({ trpc }, { id }) => trpc.priorAuths.get.query({ priorAuthId: id }), names: true },
  'priorAuths.list': { call: ({ trpc }) => trpc.priorAuths.list.query({}), names: false },
  'labResults.create': { call: createLabResult, names: true },
  'labResults.markReady': {
    prepare: createLabResult,
    call: ({ trpc }, { id, version }) => trpc.labResults.markReady.mutate({ labResultId: id, expectedVersion: version }),
    names: true,
  },
  'labResults.markReviewed': {
    prepare: async (client) => {
      const { id } = await createLabResult(client);
      return client.trpc.labResults.markReady.mutate({ labResultId: id, expectedVersion: 1 });
    },
    call: ({ trpc }, { id, version }) => trpc.labResults.markReviewed.mutate({ labResultId: id, expectedVersion: version }),
    names: true,
  },
  'labResults.get': { prepare: createLabResult, call: ({ trpc }, { id }) => trpc.labResults.get.query({ labResultId: id }), names: true },
  'labResults.list': { call: ({ trpc }) => trpc.labResults.list.query({}), names: false },
  'workItems.events': { call: (client) => first(workFeed(client)), names: false },
  'notifications.list': { call: ({ trpc }) => trpc.notifications.list.query({}), names: false },
  'notifications.events': { call: (client) => first(notificationFeed(client)), names: false },
};

test.each(Object.entries(audited))('%s leaves one entry: who, what, about whom', async (action, { prepare, call, names }) => {
  const { nurse } = clinic;
  const item = (await prepare?.(nurse)) ?? { id: '', version: 0 };
  const before = (await entries()).length;
  await call(nurse, item);
  const [entry, ...more] = (await entries()).slice(before);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ tenant_id: clinic.tenantId, actor_id: nurse.person.id, action, patient_id: names ? clinic.sam.patientId : null });
});

test('what cannot be written down does not happen, and nobody is notified of it', async () => {
  const { nurse } = clinic;
  const state = async () => ({
    tasks: (await nurse.trpc.tasks.list.query({})).items,
    told: await runAsSuperuser(app.databaseUrl, 'select id from notification'),
    logged: await runAsSuperuser(app.databaseUrl, 'select topic, seq from event'),
  });
  const before = await state();
  await runAsSuperuser(app.databaseUrl, 'revoke insert on audit_entry from medsync_app');
  try {
    for (const create of [createTask, createPriorAuth, createLabResult]) await expect(create(nurse)).rejects.toThrow();
  } finally {
    await runAsSuperuser(app.databaseUrl, 'grant insert on audit_entry to medsync_app');
  }
  expect(await state()).toEqual(before);
});

test('a change that is refused leaves nothing but the entry of the refusal', async () => {
  const count = async () => (await runAsSuperuser(app.databaseUrl, `select 1 from audit_entry where outcome = 'denied' and action = 'tasks.complete'`)).length;
  const before = await count();
  await refusalOf(clinic.nurse.trpc.tasks.complete.mutate({ taskId: newId(), expectedVersion: 1 }));
  await expect.poll(count).toBe(before + 1);
});
