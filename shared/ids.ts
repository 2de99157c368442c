import { v7 } from 'uuid';
import { z } from 'zod';

/** A new UUID of version 7: unique without asking anyone, and sorted by the time it was made. */
export const newId = (): string => v7();

/** Any UUID, in the one spelling (lower case) that topics and cache keys are built from. */
export const idSchema = z.uuid().toLowerCase();
