import { newId } from '../../../shared/ids.ts';
import { workFeed } from '../../../server/testing/feeds.ts';
import { change, read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';
import { firstOf } from './streams.ts';

/** Tasks and prior authorisations, which a pharmacy and a clinic have. */
export function workSteps({ worker, colleague, patient }: TourStage): Step[] {
  const { trpc } = worker;
  const patientId = patient.person.patientId;
  const assigneeId = colleague.person.id;
  const task = () => trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call back', patientId, dueAt: new Date().toISOString() });
  const request = () => trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId, medication: 'Ramipril', payer: 'Aetna' });
  return [
    read('tasks.list', () => trpc.tasks.list.query({}), { bound: 'a page of a list' }),
    read('tasks.list', () => trpc.tasks.list.query({ state: 'open' }), { as: 'open', bound: 'a page of a list' }),
    read('tasks.list', () => trpc.tasks.list.query({ assigneeId, state: 'open' }), { as: 'mine', bound: 'a page of a list' }),
    read('tasks.list', () => trpc.tasks.list.query({ patientId }), { as: 'of a patient', bound: 'a page of a list' }),
    change('tasks.list', async () => {
      const { nextCursor } = await trpc.tasks.list.query({ limit: 2 });
      return () => trpc.tasks.list.query({ cursor: nextCursor });
    }, { as: 'next page', bound: 'a page of a list' }),
    change('tasks.get', async () => {
      const { id } = await task();
      return () => trpc.tasks.get.query({ taskId: id });
    }, { bound: 'one order' }),
    change('tasks.create', async () => () => task()),
    change('tasks.assign', async () => {
      const { id, version } = await task();
      return () => trpc.tasks.assign.mutate({ taskId: id, assigneeId, expectedVersion: version });
    }),
    change('tasks.complete', async () => {
      const { id, version } = await task();
      return () => trpc.tasks.complete.mutate({ taskId: id, expectedVersion: version });
    }),
    read('priorAuths.list', () => trpc.priorAuths.list.query({}), { bound: 'a page of a list' }),
    read('priorAuths.list', () => trpc.priorAuths.list.query({ status: ['pending'] }), { as: 'pending', bound: 'a page of a list' }),
    read('priorAuths.list', () => trpc.priorAuths.list.query({ patientId }), { as: 'of a patient', bound: 'a page of a list' }),
    read('priorAuths.list', () => trpc.priorAuths.list.query({ createdById: worker.person.id }), { as: 'of a colleague', bound: 'a page of a list' }),
    change('priorAuths.get', async () => {
      const { id } = await request();
      return () => trpc.priorAuths.get.query({ priorAuthId: id });
    }, { bound: 'one order' }),
    change('priorAuths.create', async () => () => request()),
    change('priorAuths.setStatus', async () => {
      const { id, version } = await request();
      return () => trpc.priorAuths.setStatus.mutate({ priorAuthId: id, status: 'submitted', expectedVersion: version });
    }),
    read('workItems.events', () => firstOf(workFeed(worker))),
    change('workItems.events', async () => {
      const { id } = await firstOf(workFeed(worker));
      await task();
      return () => firstOf(workFeed(worker, id));
    }, { as: 'back after a task' }),
  ];
}
