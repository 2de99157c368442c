import { z } from 'zod';

/** The input of procedures that need none: `{}` or nothing at all. */
export const noInput = z.strictObject({}).optional();
