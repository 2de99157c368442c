/**
 * Every word that `data.reason` of an error can be. The tRPC code says how a machine should treat the failure,
 * the reason says what happened. Clients may switch on it: words are added, never renamed.
 */
export const errorReasons = [
  'BAD_INPUT',
  'BATCH_TOO_LARGE',
  'PAYLOAD_TOO_LARGE',
  'NOT_SIGNED_IN',
  'WRONG_CREDENTIALS',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'SESSION_ENDED',
  'ORIGIN_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'NOT_FOUND',
  'NOT_A_MEMBER',
  'ALREADY_CLAIMED',
  'NOT_CLAIMED',
  'STALE_VERSION',
  'INVALID_TRANSITION',
  'ORDER_CLOSED',
  'ITEMS_MISSING',
  'PROVIDER_BUSY',
  'PATIENT_BUSY',
  'ROOM_BUSY',
  'UNUSUAL_TIME',
  'ID_REUSED',
  'RATE_LIMITED',
  'TOO_MANY_SUBSCRIPTIONS',
  'TOO_MANY_CALLS',
  'TIMED_OUT',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorReason = (typeof errorReasons)[number];

/** What `data` of every error carries beside tRPC's own `code`, `httpStatus` and `path`. */
export interface ErrorData {
  reason: ErrorReason;
  /** Bad input only: which fields, and what is wrong with them. Never the value that was sent. */
  issues?: { path: string; message: string }[];
  /** ALREADY_CLAIMED only: who holds it. */
  holder?: { id: string; name: string };
  /** PROVIDER_BUSY, PATIENT_BUSY and ROOM_BUSY only: which visit is in the way. */
  busy?: { appointmentId: string; patientName: string; startsAt: string; endsAt: string };
  /** UNUSUAL_TIME only: what is unusual about the visit's time. */
  unusual?: ('past' | 'closed')[];
  /** RATE_LIMITED and TOO_MANY_CALLS only: seconds until another try can succeed. */
  retryAfter?: number;
}

/** Codes with which the server closes a WebSocket. 4401 and 4403 say: a new token is needed before coming back. */
export const closeCodes = {
  /** The server restarts; come back, spread over a few seconds. */
  restart: 1012,
  /** The token expired or the session was revoked. */
  unauthenticated: 4401,
  /** The token did not verify. */
  forbidden: 4403,
  /** Nothing that authenticates arrived in time. */
  authTimeout: 4408,
  /** Messages arrived faster than the limits allow. */
  tooManyMessages: 4429,
} as const;
