import type { Insertable } from 'kysely';
import { v7 } from 'uuid';
import type { LabResult } from '../../../shared/lab-results.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import type { Task } from '../../../shared/tasks.ts';
import { workTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../database.ts';
import type { Schema } from '../schema.ts';
import { staffCalled, type Cast } from './cast.ts';
import { northsideLabResults, northsidePriorAuths, northsideTasks } from './northside-work.ts';
import { playLabResult, playPriorAuth, playTask } from './play-work.ts';

type Row<Table extends keyof Schema> = Insertable<Schema[Table]>;

/** The clinic's tasks, prior authorisations and lab results around `now`, and the log of how they came to be so. */
export async function insertWork(trx: TenantTransaction, cast: Cast, now: number): Promise<void> {
  const tenant_id = cast.tenantId;
  const stage = { cast, now };
  const tasks = northsideTasks.map((script) => playTask(stage, script));
  const priorAuths = northsidePriorAuths.map((script) => playPriorAuth(stage, script));
  const labResults = northsideLabResults.map((script, index) => ({
    steps: playLabResult(stage, script),
    createdById: staffCalled(cast, northsideLabResults[index]!.ordered[1]).id,
  }));

  const log = [...tasks.flat(), ...priorAuths.flat(), ...labResults.flatMap(({ steps }) => steps)].toSorted((a, b) => a.at - b.at);
  const last = <Type extends (typeof log)[number]['event']['type']>(steps: typeof log, type: Type) =>
    steps.flatMap(({ event }) => (event.type === type ? [event as Extract<typeof event, { type: Type }>] : [])).at(-1)!;

  await trx.insertInto('task').values(tasks.map((steps) => taskRow(tenant_id, last(steps, 'task.updated').task))).execute();
  await trx
    .insertInto('prior_auth')
    .values(priorAuths.map((steps) => priorAuthRow(tenant_id, last(steps, 'prior_auth.updated').priorAuth)))
    .execute();
  await trx
    .insertInto('lab_result')
    .values(labResults.map(({ steps, createdById }) => labResultRow(tenant_id, last(steps, 'lab_result.updated').labResult, createdById)))
    .execute();
  await trx.insertInto('topic').values({ tenant_id, name: workTopic, seq: log.length }).execute();
  await trx
    .insertInto('event')
    .values(
      log.map(({ at, event }, index) => {
        const position = { seq: index + 1, at: new Date(at).toISOString() };
        return {
          tenant_id,
          topic: workTopic,
          seq: position.seq,
          at: new Date(at),
          type: event.type,
          audience: 'staff' as const,
          body: JSON.stringify({ ...event, ...position }),
        };
      }),
    )
    .execute();
}

const written = ({ id, version, createdAt, updatedAt }: Pick<Task, 'id' | 'version' | 'createdAt' | 'updatedAt'>) => ({
  id,
  version,
  created_at: new Date(createdAt),
  updated_at: new Date(updatedAt),
});

const taskRow = (tenant_id: string, task: Task): Row<'task'> => ({
  tenant_id,
  ...written(task),
  title: task.title,
  patient_id: task.patient?.id ?? null,
  assignee_id: task.assignee?.id ?? null,
  state: task.state,
  due_at: task.dueAt === null ? null : new Date(task.dueAt),
  completed_by_id: task.completedBy?.id ?? null,
  completed_at: task.completedAt === null ? null : new Date(task.completedAt),
  created_by_id: task.createdBy.id,
  client_task_id: v7(),
});

const priorAuthRow = (tenant_id: string, priorAuth: PriorAuth): Row<'prior_auth'> => ({
  tenant_id,
  ...written(priorAuth),
  patient_id: priorAuth.patient.id,
  medication: priorAuth.medication,
  payer: priorAuth.payer,
  status: priorAuth.status,
  status_since: new Date(priorAuth.statusSince),
  note: priorAuth.note,
  created_by_id: priorAuth.createdBy.id,
  client_prior_auth_id: v7(),
});

const labResultRow = (tenant_id: string, labResult: LabResult, created_by_id: string): Row<'lab_result'> => ({
  tenant_id,
  ...written(labResult),
  patient_id: labResult.patient.id,
  test: labResult.test,
  ordered_by_id: labResult.orderedBy.id,
  status: labResult.status,
  status_since: new Date(labResult.statusSince),
  reviewed_by_id: labResult.reviewedBy?.id ?? null,
  created_by_id,
  client_lab_result_id: v7(),
});
