import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { jsonChannel } from '../../realtime/wire.ts';

/** What is put into every open inbox of one person, on whatever node it is open. */
export interface PersonalNotice {
  tenantId: string;
  userId: string;
  event: Extract<InboxEvent, { type: 'inbox.claim_lost' }>;
}

/** A colleague's name and their reason: sealed on its way. */
export const personalNotices = jsonChannel<PersonalNotice>(
  'notices',
  z.object({
    tenantId: idSchema,
    userId: idSchema,
    event: z.object({
      type: z.literal('inbox.claim_lost'),
      roomId: idSchema,
      by: z.object({ id: idSchema, name: z.string() }),
      reason: z.string(),
    }),
  }),
  { key: ({ userId }) => userId, sealed: true },
);
