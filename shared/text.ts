import { z } from 'zod';

/** Text that Postgres can store and give back unchanged: no NUL, no half of a surrogate pair. */
const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** Trimmed text of 1 to `max` characters. */
export const requiredText = (max: number) =>
  z.string().trim().min(1).max(max).refine(isStorable, 'Contains characters that cannot be stored.');

/** Trimmed text of up to `max` characters; empty is allowed. */
export const optionalText = (max: number) =>
  z.string().trim().max(max).refine(isStorable, 'Contains characters that cannot be stored.');
