import { z } from 'zod';
import { directionControls, hasText, trimText } from './text.ts';

/** Text that Postgres can store and give back unchanged: no NUL, no half of a surrogate pair. */
const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** Trimmed text of up to `max` characters; empty is allowed. */
export const optionalText = (max: number) =>
  z.string().overwrite(trimText).max(max).refine(isStorable, 'Contains characters that cannot be stored.');

/** Trimmed text of 1 to `max` characters, in which there is something to read. */
export const requiredText = (max: number) => optionalText(max)
    .min(1)
    .refine((value) => value === '' || hasText(value), 'Write something that can be read.');

/** As `requiredText`, on one line, and without what would turn the direction of the words around it: a name, a title, a subject. */
export const nameText = (max: number) =>
  requiredText(max)
    .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), 'Write it on one line.')
    .refine((value) => value.search(directionControls) === -1, 'Contains characters that turn the direction of text.');
