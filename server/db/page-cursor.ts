import { z } from 'zod';
import { idSchema } from '../../shared/ids.ts';
import { Failure } from '../failure.ts';

/** Where a page of a list that is sorted by time, then id, ended. */
export interface PageEnd {
  at: Date;
  id: string;
}

const parts = z.tuple([z.int().min(0).max(8.64e15), idSchema]);

export const toPageCursor = ({ at, id }: PageEnd): string => Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url');

/** BAD_INPUT when it is not a cursor of such a list. */
export function fromPageCursor(cursor: string): PageEnd {
  try {
    const [at, id] = parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch {
    throw new Failure('BAD_INPUT', 'This page of the list does not exist.', {
      issues: [{ path: 'cursor', message: 'Not a cursor of this list.' }],
    });
  }
}
