import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import { jsonChannel } from '../../realtime/wire.ts';

/** Told to the inbox when one person's unread count of a room has changed. */
interface ReadHint {
  tenantId: string;
  userId: string;
  roomId: string;
}

export const readHints = jsonChannel<ReadHint>('reads', z.object({ tenantId: idSchema, userId: idSchema, roomId: idSchema }), {
  key: ({ userId }) => userId,
});
