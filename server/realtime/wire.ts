import type { z } from 'zod';
import type { Channel } from './bus.ts';

/** A channel whose messages are written as JSON and taken only in the shape of the schema. */
export const jsonChannel = <M>(
  name: string,
  schema: z.ZodType<M>,
  { key, sealed = false }: { key: (message: M) => string; sealed?: boolean },
): Channel<M> => ({
  name,
  wire: {
    write: (message) => JSON.stringify(message),
    read(text) {
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
    key,
    sealed,
  },
});
