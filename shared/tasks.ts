import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { pageCursorSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import { instantSchema } from './instants.ts';
import { limits } from './limits.ts';
import { versionSchema } from './numbers.ts';
import { nameText } from './text-schemas.ts';

/** A task is open until somebody has done it. In the order of lists. */
export const taskStates = ['open', 'done'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskInputs = {
  create: z.strictObject({
    clientTaskId: idSchema,
    title: nameText(limits.work.title),
    dueAt: instantSchema.nullish(),
    patientId: idSchema.nullish(),
    assigneeId: idSchema.nullish(),
  }),
  assign: z.strictObject({ taskId: idSchema, assigneeId: idSchema, expectedVersion: versionSchema }),
  complete: z.strictObject({ taskId: idSchema, expectedVersion: versionSchema }),
  get: z.strictObject({ taskId: idSchema }),
  list: z
    .strictObject({
      assigneeId: idSchema.optional(),
      patientId: idSchema.optional(),
      state: z.enum(taskStates).optional(),
      cursor: pageCursorSchema,
      limit: z.int().min(1).max(limits.work.pageMax).default(limits.work.page),
    })
    .prefault({}),
};

export interface Task {
  id: string;
  title: string;
  patient: PatientName | null;
  assignee: Person | null;
  createdBy: Person;
  state: TaskState;
  dueAt: string | null;
  completedBy: Person | null;
  completedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}
