import { z } from 'zod';

/** Any UUID, in the one spelling (lower case) that topics and cache keys are built from. */
export const idSchema = z.uuid().toLowerCase();
