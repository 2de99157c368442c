import { sql, type RawBuilder, type Selectable } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import { millisecondsSchema } from '../../../shared/instants.ts';
import { taskStates, type Task, type taskInputs } from '../../../shared/tasks.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Schema } from '../../db/schema.ts';
import { pageCursor } from '../../db/page-cursor.ts';
import { notFound } from '../../failure.ts';
import { patientName, person } from '../work-items/access.ts';

type ListInput = z.output<typeof taskInputs.list>;

/** Whether the last task of the page is done, when it is due, and its id. */
const taskCursor = pageCursor(z.tuple([z.boolean(), millisecondsSchema.nullable(), idSchema]));

const columns = [
  'tenant_id',
  'id',
  'title',
  'patient_id',
  'assignee_id',
  'state',
  'due_at',
  'due_key',
  'completed_by_id',
  'completed_at',
  'version',
  'created_by_id',
  'client_task_id',
  'created_at',
  'updated_at',
] as const;
type TaskItem = Pick<Selectable<Schema['task']>, (typeof columns)[number]>;
const selected = (of: string) => sql.join(columns.map((column) => sql.ref(`${of}.${column}`)));

/** Tasks with the names they speak of. The start of every query that shows one. */
const selectTasks = (trx: TenantTransaction, items: RawBuilder<TaskItem> = sql.table('task')) =>
  trx
    .selectFrom(items.as('t'))
    .leftJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.id', '=', 't.patient_id'))
    .leftJoin('user_account as a', (join) => join.onRef('a.tenant_id', '=', 't.tenant_id').onRef('a.id', '=', 't.assignee_id'))
    .leftJoin('user_account as d', (join) =>
      join.onRef('d.tenant_id', '=', 't.tenant_id').onRef('d.id', '=', 't.completed_by_id'),
    )
    .innerJoin('user_account as c', (join) =>
      join.onRef('c.tenant_id', '=', 't.tenant_id').onRef('c.id', '=', 't.created_by_id'),
    )
    .select(['t.id', 't.title', 't.patient_id', 't.assignee_id', 't.state', 't.due_at', 't.completed_by_id', 't.completed_at', 't.version'])
    .select(['t.created_by_id', 't.created_at', 't.updated_at'])
    .select(['p.name as patient_name', 'p.date_of_birth', 'a.name as assignee_name', 'd.name as completed_by_name', 'c.name as created_by_name']);

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

const toTask = (row: TaskRow): Task => ({
  id: row.id,
  title: row.title,
  patient: patientName(row.patient_id, row.patient_name, row.date_of_birth),
  assignee: person(row.assignee_id, row.assignee_name),
  createdBy: { id: row.created_by_id, name: row.created_by_name },
  state: row.state,
  dueAt: row.due_at?.toISOString() ?? null,
  completedBy: person(row.completed_by_id, row.completed_by_name),
  completedAt: row.completed_at?.toISOString() ?? null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** NOT_FOUND when the tenant has no such task. */
export async function taskById(trx: TenantTransaction, id: string): Promise<Task> {
  const row = await selectTasks(trx).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toTask(row);
}

/** The task that the person has already created with this client id. */
export async function taskCreatedAs(trx: TenantTransaction, createdById: string, clientTaskId: string): Promise<Task | null> {
  const row = await selectTasks(trx)
    .where('t.created_by_id', '=', createdById)
    .where('t.client_task_id', '=', clientTaskId)
    .executeTakeFirst();
  return row ? toTask(row) : null;
}

/** One page of tasks: the open ones before the done ones, in each the earliest due first, those without a time last. */
export async function listTasks(trx: TenantTransaction, input: ListInput): Promise<{ items: Task[]; nextCursor: string | null }> {
  const [wasDone, dueAt, afterId] = input.cursor ? taskCursor.read(input.cursor) : [false, null, null];
  const states = (input.state ? [input.state] : taskStates).filter((state) => !wasDone || state === 'done');
  const page = sql<TaskItem>`(
    select ${selected('page')} from unnest(${states}::text[]) as wanted (state)
    cross join lateral (
      select ${selected('t')} from task t
      where t.state = wanted.state
        ${input.assigneeId ? sql`and t.assignee_id = ${input.assigneeId}::uuid` : sql``}
        ${input.patientId ? sql`and t.patient_id = ${input.patientId}::uuid` : sql``}
        ${afterId ? sql`and (wanted.state <> ${wasDone ? 'done' : 'open'} or (t.due_key, t.id) > (${dueAt === null ? 'infinity' : new Date(dueAt)}::timestamptz, ${afterId}::uuid))` : sql``}
      order by t.due_key, t.id
      limit ${input.limit + 1}::int
    ) page
    order by page.state desc, page.due_key, page.id
    limit ${input.limit + 1}::int
  )`;
  // open before done
  const rows = await selectTasks(trx, page).orderBy('t.state', 'desc').orderBy('t.due_key').orderBy('t.id').execute();
  const items = rows.slice(0, input.limit).map(toTask);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > input.limit && last ? taskCursor.write([last.state === 'done', last.dueAt === null ? null : Date.parse(last.dueAt), last.id]) : null };
}
