import { z } from 'zod';
import { idSchema } from './id-schema.ts';
import type { Role } from './roles.ts';

/** Names one tab of a browser, so that each can be idle for itself. Without it a browser is idle as a whole. */
const tabId = idSchema.optional();

export const presenceInputs = {
  watch: z.strictObject({ tabId }).optional(),
  setStatus: z.strictObject({ status: z.enum(['online', 'away']), tabId }),
  setOnDuty: z.strictObject({ onDuty: z.boolean() }),
};

export type PresenceStatus = 'online' | 'away' | 'offline';

/** What somebody has open. */
export interface Viewed {
  kind: 'chart' | 'order' | 'thread';
  /** The patient's id, or the room's. */
  id: string;
}

export interface PresentUser {
  userId: string;
  name: string;
  role: Role;
  status: PresenceStatus;
  /** Open tabs and devices. */
  connections: number;
  /** Browsers and devices. This and what follows is told to staff, about staff. */
  devices?: number;
  /** Since when it is so, as far as the server has seen, ISO 8601; null when it has seen no change. */
  since?: string | null;
  onDuty?: boolean;
  /** What they have open of what the reader could open as well. */
  viewing?: Viewed[];
}

export type PresenceEvent =
  | { type: 'presence.snapshot'; users: PresentUser[] }
  | { type: 'presence.changed'; user: PresentUser };
