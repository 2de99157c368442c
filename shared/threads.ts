import { z } from 'zod';
import type { Person } from './auth.ts';
import type { LastMessage, PatientName } from './chat-orders.ts';
import { pageCursorSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import type { Member } from './rooms.ts';
import { nameText } from './text-schemas.ts';

const people = z.array(idSchema).max(limits.thread.participants);

export const threadInputs = {
  create: z.strictObject({
    clientThreadId: idSchema,
    /** Beside the caller, who is always in. */
    participantIds: people,
    subject: nameText(limits.text.name),
    patientId: idSchema.optional(),
  }),
  list: z
    .strictObject({
      cursor: pageCursorSchema,
      limit: z.int().min(1).max(limits.page.threadsMax).default(limits.page.threads),
    })
    .prefault({}),
  get: z.strictObject({ roomId: idSchema }),
  addParticipants: z.strictObject({ roomId: idSchema, userIds: people.min(1) }),
  /** One's own id leaves the thread. */
  removeParticipant: z.strictObject({ roomId: idSchema, userId: idSchema }),
};

/** A conversation among staff as one of its participants sees it. */
export interface Thread {
  roomId: string;
  tenantId: string;
  subject: string;
  /** Whom it is about, if anybody. */
  patient: PatientName | null;
  createdBy: Person;
  /** By the time they came in. */
  participants: Member[];
  lastMessage: LastMessage | null;
  lastSeq: number;
  /** Messages of others that the caller has not read; counted up to `limits.page.unreadCap`. */
  unread: number;
  /** The caller's own read mark. */
  lastReadSeq: number;
  createdAt: string;
  /** When somebody last wrote, came or went: lists have the newest first. */
  updatedAt: string;
}
