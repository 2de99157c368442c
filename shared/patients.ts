import { z } from 'zod';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { optionalText } from './text-schemas.ts';

export const patientInputs = {
  search: z.strictObject({ query: optionalText(limits.text.search) }),
  get: z.strictObject({ patientId: idSchema }),
};
