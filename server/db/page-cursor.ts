import { z } from 'zod';
import { idSchema } from '../../shared/id-schema.ts';
import { millisecondsSchema } from '../../shared/instants.ts';
import { Failure } from '../failure.ts';

/** Where a page of a list ended, between the server and itself: to clients a text without a meaning. */
export interface PageCursor<Place> {
  write(place: Place): string;
  /** BAD_INPUT when `write` cannot have written it. */
  read(cursor: string): Place;
}

/** The cursor of a list whose pages end at such places. Each part has the range of the column that it is compared with. */
export function pageCursor<Place>(places: z.ZodType<Place, Place>): PageCursor<Place> {
  const write = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');
  return {
    write,
    read(cursor) {
      try {
        const place = places.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
        if (write(place) === cursor) return place;
      } catch {
        // not one of ours
      }
      throw new Failure('BAD_INPUT', 'This page of the list does not exist.', {
        issues: [{ path: 'cursor', message: 'Not a cursor of this list.' }],
      });
    },
  };
}

/** Of lists that are sorted by time (milliseconds since 1970), then id. */
export const timeCursor = pageCursor(z.tuple([millisecondsSchema, idSchema]));
