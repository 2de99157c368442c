import { z } from 'zod';
import type { Person } from './auth.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { seqSchema } from './numbers.ts';
import type { Role } from './roles.ts';
import { requiredText } from './text-schemas.ts';

const messageTypes = ['text', 'image', 'file', 'prescription', 'system'] as const;
export type MessageType = (typeof messageTypes)[number];

/** `staff` is an internal note: no patient receives it by any path. */
const messageVisibilities = ['everyone', 'staff'] as const;
export type MessageVisibility = (typeof messageVisibilities)[number];

const messagePriorities = ['normal', 'urgent'] as const;
export type MessagePriority = (typeof messagePriorities)[number];

export const messageInputs = {
  send: z.strictObject({
    roomId: idSchema,
    clientMessageId: idSchema,
    content: requiredText(limits.text.message),
    messageType: z.enum(messageTypes).extract(['text'], { error: 'Only text can be sent so far.' }),
    visibility: z.enum(messageVisibilities).default('everyone'),
    attachmentIds: z.array(idSchema).max(0).optional(),
    priority: z.enum(messagePriorities).default('normal'),
    /** Participants of a thread whom the message addresses by name; they are notified. */
    mentionIds: z.array(idSchema).max(limits.thread.participants).optional(),
  }),
  list: z.strictObject({
    roomId: idSchema,
    /** Only messages below this sequence number. */
    before: seqSchema.optional(),
    limit: z.int().min(1).max(limits.page.messagesMax).default(limits.page.messages),
  }),
  markRead: z.strictObject({ roomId: idSchema, seq: seqSchema }),
};

export interface Message {
  id: string;
  roomId: string;
  seq: number;
  clientMessageId: string;
  sender: Person & { role: Role };
  content: string;
  messageType: MessageType;
  visibility: MessageVisibility;
  attachments: [];
  priority: MessagePriority;
  /** Whom it addresses by name; absent when nobody. */
  mentionIds?: string[];
  /** A colleague of the sender held the order when the patient was written to; absent when nobody else did. */
  asideOfClaim?: true;
  createdAt: string;
}

export interface MessagePage {
  /** Ascending by `seq`. */
  items: Message[];
  /** Whether older messages than these exist. */
  hasMore: boolean;
}
