import { z } from 'zod';
import { limits } from './limits.ts';
import type { Role, TenantKind } from './roles.ts';

/** As people type it: spaces around it and capitals mean nothing. */
export const emailSchema = z.string().trim().toLowerCase().max(limits.text.email).check(z.email());

export const loginInput = z.strictObject({
  email: emailSchema,
  password: z.string().min(1).max(limits.text.password),
  otp: z.never({ error: 'Nobody has been asked for a one-time code.' }).optional(),
});

export interface User {
  id: string;
  name: string;
  email: string;
  role: Role;
  tenantId: string;
  tenantName: string;
  tenantKind: TenantKind;
  /** IANA name; decides what "09:00" is there. */
  tenantTimeZone: string;
}

/** What signing in and refreshing answer; the refresh token itself travels only in an httpOnly cookie. */
export interface SignedIn {
  accessToken: string;
  /** When the access token stops working, ISO 8601. */
  expiresAt: string;
  user: User;
}

/** A person as others see them. */
export interface Person {
  id: string;
  name: string;
}

/** One of the caller's own sessions (a browser or device that is signed in). */
export interface Session {
  id: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  userAgent: string | null;
  current: boolean;
}
