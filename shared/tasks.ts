import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { idSchema } from './ids.ts';
import { limits } from './limits.ts';
import { requiredText } from './text.ts';

/** A task is open until somebody has done it. */
const taskStates = ['open', 'done'] as const;
export type TaskState = (typeof taskStates)[number];

const version = z.int().positive();

export const taskInputs = {
  create: z.strictObject({
    clientTaskId: idSchema,
    title: requiredText(limits.work.title),
    dueAt: z.iso.datetime({ offset: true }).nullish(),
    patientId: idSchema.nullish(),
    assigneeId: idSchema.nullish(),
  }),
  assign: z.strictObject({ taskId: idSchema, assigneeId: idSchema, expectedVersion: version }),
  complete: z.strictObject({ taskId: idSchema, expectedVersion: version }),
  get: z.strictObject({ taskId: idSchema }),
  list: z
    .strictObject({
      assigneeId: idSchema.optional(),
      patientId: idSchema.optional(),
      state: z.enum(taskStates).optional(),
      cursor: z.string().max(200).nullish(),
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
