import type { ErrorReason } from '../../shared/errors.ts';
import type { Role, TenantKind } from '../../shared/roles.ts';
import type { CallDesk } from './call-desk.ts';
import type { HttpAnswer } from './http-answers.ts';
import type { Framing } from './wire-frames.ts';

/** Somebody whose access token verified and whose session is alive. */
export interface Caller {
  tenantId: string;
  tenantKind: TenantKind;
  userId: string;
  name: string;
  role: Role;
  sessionId: string;
}

/** What a call over HTTP can do with our cookies; a call over a WebSocket cannot. */
export interface CookieAccess {
  /** The refresh token that the browser sent, or null. */
  refreshToken: string | null;
  /** Whether the request came from one of our own pages; what relies on the cookie must check it. */
  originAllowed: boolean;
  setRefreshToken(token: string, expiresAt: Date): void;
  clearRefreshToken(): void;
  /** What the browser sent to be known by, or null. It lets nobody in. */
  device: string | null;
  setDevice(value: string, expiresAt: Date): void;
}

/** What a call came over when it was not a plain request: a WebSocket, or the event stream that stands for one. */
export interface Connection {
  /** What the client calls the subscription, for what is written to it past tRPC; undefined where nothing may be. */
  readonly subscriptionId: unknown;
  readonly framing: Framing;
  /** Bytes written and not yet taken by the other side. */
  bufferedBytes(): number;
  /** Writes whole frames. False when the socket is closing or holds too much already: then nothing was written. */
  write(frames: Buffer): boolean;
  /** Ends the socket: it does not take what it is sent. */
  endSlowConsumer(): void;
}

/** What is done with every call, whatever it calls. */
export interface CallWatch {
  /** Where it stands in line. */
  desk: CallDesk;
  /** Counts a mutation of the person; throws RATE_LIMITED at the limit. */
  countWrite(userId: string): void;
  /** Notes that the caller asked for what is not theirs; to be waited for before that is answered. Throws UNAVAILABLE when it cannot be noted. */
  noteDenial(caller: Caller, path: string): Promise<void>;
  /** Counts an open stream. Call what it returns when the stream ends. */
  countStream(): () => void;
}

export interface Context extends CallWatch {
  caller: Caller | null;
  /** Why there is no caller although a token was sent. */
  refusal: Extract<ErrorReason, 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'SESSION_ENDED'> | null;
  connection: Connection | null;
  cookies: CookieAccess | null;
  /** What a call over HTTP is answered with; null for one over a WebSocket. */
  answer: HttpAnswer | null;
  /** The caller's network address, for counting attempts. */
  address: string;
  userAgent: string | null;
}
