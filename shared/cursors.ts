import { z } from 'zod';
import { limits } from './limits.ts';

/** Where the page before ended, as the server said it. */
export const pageCursorSchema = z.string().max(limits.page.cursor).nullish();

/** The id of the last event that arrived. An unknown or malformed one is no error: the stream answers it with `feed.reset`. */
export const lastEventIdSchema = z.string().max(limits.page.cursor).nullish();
