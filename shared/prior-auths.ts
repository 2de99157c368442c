import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { versionSchema } from './numbers.ts';
import { priorAuthStatuses, type PriorAuthStatus } from './prior-auth-status.ts';
import { nameText, optionalText } from './text-schemas.ts';

export const priorAuthInputs = {
  create: z.strictObject({
    clientPriorAuthId: idSchema,
    patientId: idSchema,
    medication: nameText(limits.work.title),
    payer: nameText(limits.text.name),
  }),
  setStatus: z.strictObject({
    priorAuthId: idSchema,
    status: z.enum(priorAuthStatuses),
    expectedVersion: versionSchema,
    note: optionalText(limits.text.reason).optional(),
  }),
  get: z.strictObject({ priorAuthId: idSchema }),
  list: z
    .strictObject({
      patientId: idSchema.optional(),
      createdById: idSchema.optional(),
      status: z.array(z.enum(priorAuthStatuses)).min(1).max(priorAuthStatuses.length).optional(),
      cursor: idSchema.nullish(),
      limit: z.int().min(1).max(limits.work.pageMax).default(limits.work.page),
    })
    .prefault({}),
};

export interface PriorAuth {
  id: string;
  patient: PatientName;
  medication: string;
  payer: string;
  status: PriorAuthStatus;
  /** Since when it has been in this status. */
  statusSince: string;
  /** What was said with the last step, such as why it was denied. */
  note: string | null;
  createdBy: Person;
  version: number;
  createdAt: string;
  updatedAt: string;
}
