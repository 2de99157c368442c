import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { idSchema } from './id-schema.ts';
import { labResultStatuses, type LabResultStatus } from './lab-result-status.ts';
import { limits } from './limits.ts';
import { versionSchema } from './numbers.ts';
import { nameText } from './text-schemas.ts';

const step = z.strictObject({ labResultId: idSchema, expectedVersion: versionSchema });

export const labResultInputs = {
  create: z.strictObject({
    clientLabResultId: idSchema,
    patientId: idSchema,
    orderedById: idSchema,
    test: nameText(limits.work.title),
  }),
  markReady: step,
  markReviewed: step,
  get: z.strictObject({ labResultId: idSchema }),
  list: z
    .strictObject({
      patientId: idSchema.optional(),
      orderedById: idSchema.optional(),
      status: z.array(z.enum(labResultStatuses)).min(1).max(labResultStatuses.length).optional(),
      cursor: idSchema.nullish(),
      limit: z.int().min(1).max(limits.work.pageMax).default(limits.work.page),
    })
    .prefault({}),
};

export interface LabResult {
  id: string;
  patient: PatientName;
  test: string;
  orderedBy: Person;
  status: LabResultStatus;
  /** Since when it has been in this status. */
  statusSince: string;
  reviewedBy: Person | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}
