import { z } from 'zod';

/** What Postgres keeps in an `integer`. */
const largestInteger = 2 ** 31 - 1;

/** The version of a row that an edit was made on. The next one fits its column, too. */
export const versionSchema = z.int().min(1).max(largestInteger - 1);

/** As `versionSchema`; 0 where nothing has been stored yet. */
export const versionOrNoneSchema = z.int().min(0).max(largestInteger - 1);

/** A place in a log: a `bigint` that JavaScript can count with. */
export const seqSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
