import { z } from 'zod';

/**
 * The first and last instant that is taken: Postgres, JavaScript and ISO 8601 with a year of four digits know both, and
 * the days before and after that are worked out from them.
 */
const earliest = Date.parse('0002-01-01T00:00:00.000Z');
const latest = Date.parse('9998-12-31T23:59:59.999Z');

const isInRange = (milliseconds: number): boolean => milliseconds >= earliest && milliseconds <= latest;

/** An instant in ISO 8601, with any offset. Comes out in UTC: Postgres takes no offset beyond 16 hours. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .refine((value) => isInRange(Date.parse(value)), 'Too long ago, or too far ahead.')
  .transform((value) => new Date(value).toISOString());

/** An instant as milliseconds since 1970. */
export const millisecondsSchema = z.int().min(earliest).max(latest);
