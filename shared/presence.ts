import { z } from 'zod';
import type { Role } from './roles.ts';

export const presenceInputs = { setStatus: z.strictObject({ status: z.enum(['online', 'away']) }) };

export type PresenceStatus = 'online' | 'away' | 'offline';

export interface PresentUser {
  userId: string;
  name: string;
  role: Role;
  status: PresenceStatus;
  /** Open tabs and devices. */
  connections: number;
}

export type PresenceEvent =
  | { type: 'presence.snapshot'; users: PresentUser[] }
  | { type: 'presence.changed'; user: PresentUser };
