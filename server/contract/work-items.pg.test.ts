import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { WorkItemEvent } from '../../shared/work-items.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { workFeed } from '../testing/feeds.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startTestApp();
  clinic = await openClinic(app);
});
afterAll(() => app[Symbol.asyncDispose]());

type Item = { id: string; version: number };

const creates: Record<string, (client: TestClient, clientId: string) => Promise<Item>> = {
  tasks: ({ trpc }, clientTaskId) => trpc.tasks.create.mutate({ clientTaskId, title: 'Call', assigneeId: clinic.chen.id }),
  'prior authorisations': ({ trpc }, clientPriorAuthId) =>
    trpc.priorAuths.create.mutate({ clientPriorAuthId, patientId: clinic.sam.patientId, medication: 'Dupixent', payer: 'Blue Cross' }),
  'lab results': ({ trpc }, clientLabResultId) =>
    trpc.labResults.create.mutate({ clientLabResultId, patientId: clinic.sam.patientId, orderedById: clinic.chen.id, test: 'Biopsy' }),
};

const count = async (query: string): Promise<number> => Number((await runAsSuperuser(app.databaseUrl, `select count(*) from ${query}`))[0]!['count']);

test.each(Object.entries(creates))('%s are created once, however often and however close together they are asked for', async (_, create) => {
  const tables = ['event where topic = \'work\'', 'notification', 'audit_entry where action like \'%.create\''];
  const before = await Promise.all(tables.map(count));
  const clientIds = Array.from({ length: 4 }, newId);
  // each id five times, all at once; two people may use the same id for two things
  const calls = Array.from({ length: 5 }, () => clientIds).flat();
  const people = [clinic.nurse, clinic.frontDesk];
  const made = await Promise.all(people.map((person) => Promise.all(calls.map(async (clientId) => [clientId, (await create(person, clientId)).id]))));
  const distinct = (pairs: string[][]) => new Set(pairs.map((pair) => pair.join())).size;
  expect(made.map((pairs) => distinct(pairs))).toEqual([4, 4]);
  expect(new Set(made.flat().map(([, id]) => id)).size).toBe(8);
  const [events, notices, audited] = await Promise.all(tables.map(async (table, at) => (await count(table)) - before[at]!));
  expect({ events, audited }).toEqual({ events: 8, audited: 8 });
  expect([0, 8]).toContain(notices);
});

/** The lists as somebody who only hears the events has them. */
function replay(events: WorkItemEvent[]): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const event of events) {
    switch (event.type) {
      case 'task.updated':
        items.set(event.task.id, event.task);
        break;
      case 'prior_auth.updated':
        items.set(event.priorAuth.id, event.priorAuth);
        break;
      case 'lab_result.updated':
        items.set(event.labResult.id, event.labResult);
        break;
      case 'work.joined':
      case 'feed.reset':
      case 'feed.heartbeat':
    }
  }
  return items;
}

async function readAnew({ trpc }: TestClient): Promise<Map<string, Item>> {
  const lists = await Promise.all([trpc.tasks.list.query({}), trpc.priorAuths.list.query({}), trpc.labResults.list.query({})]);
  return new Map(lists.flatMap(({ items }): [string, Item][] => items.map((item) => [item.id, item])));
}

test('the events of the work log add up to the lists read anew, resumed in the middle or not', async () => {
  const house = await openClinic(app);
  const { nurse, frontDesk, sam, chen, patel } = house;
  const feed = workFeed(frontDesk);
  await feed.find(({ data }) => data.type === 'work.joined');
  const tasks = await Promise.all(
    Array.from({ length: 4 }, () => nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call', patientId: sam.patientId })),
  );
  const middle = await feed.find(({ data }) => data.type === 'task.updated');
  const priorAuth = await nurse.trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId: sam.patientId, medication: 'Dupixent', payer: 'Blue Cross' });
  const lab = await nurse.trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId: sam.patientId, orderedById: chen.id, test: 'Biopsy' });
  await Promise.all([
    ...tasks.slice(1).flatMap(({ id }) => [chen.id, patel.id].map((assigneeId) => nurse.trpc.tasks.assign.mutate({ taskId: id, assigneeId, expectedVersion: 1 }).catch(() => undefined))),
    nurse.trpc.tasks.complete.mutate({ taskId: tasks[0]!.id, expectedVersion: 1 }),
    nurse.trpc.priorAuths.setStatus.mutate({ priorAuthId: priorAuth.id, status: 'submitted', expectedVersion: 1 }),
    nurse.trpc.labResults.markReady.mutate({ labResultId: lab.id, expectedVersion: 1 }),
  ]);
  const last = await nurse.trpc.labResults.markReviewed.mutate({ labResultId: lab.id, expectedVersion: 2 });

  await feed.find(({ data }) => data.type === 'lab_result.updated' && data.labResult.version === last.version);
  expect(replay(feed.values.map(({ data }) => data))).toEqual(await readAnew(frontDesk));
  const resumed = workFeed(frontDesk, middle.id);
  await resumed.find(({ data }) => data.type === 'feed.heartbeat');
  const known = feed.values.slice(0, feed.values.indexOf(middle) + 1);
  expect(replay([...known, ...resumed.values].map(({ data }) => data))).toEqual(await readAnew(frontDesk));
});

test('another house hears nothing of it', async () => {
  const elsewhere = await openClinic(app);
  const feed = workFeed(elsewhere.nurse);
  await feed.find(({ data }) => data.type === 'work.joined');
  await clinic.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Ours' });
  await elsewhere.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Theirs' });
  await feed.find(({ data }) => data.type === 'task.updated');
  expect(feed.values.flatMap(({ data }) => (data.type === 'task.updated' ? [data.task.title] : []))).toEqual(['Theirs']);
});
