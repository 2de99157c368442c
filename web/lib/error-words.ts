import { TRPCClientError } from '@trpc/client';
import { errorReasons, type ErrorData, type ErrorReason } from '../../shared/errors.ts';
import { sentence } from '../../shared/text.ts';

const isReason = (value: unknown): value is ErrorReason => errorReasons.some((reason) => reason === value);

/** What the server said about a failed call; null when it did not get to answer, so the outcome is unknown. */
export function failureOf(error: unknown): ErrorData | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('reason' in data) || !isReason(data.reason)) return null;
  return data as ErrorData;
}

/** There was no connection, so the call was never made. */
export class NotSent extends Error {}

/** No answer came to something that changes what is stored: it may be done or not. */
export class NoAnswer extends Error {}

const causedBy = (error: unknown, kind: typeof NotSent | typeof NoAnswer): boolean => error instanceof TRPCClientError && error.cause instanceof kind;

const passing = new Set<ErrorReason>(['RATE_LIMITED', 'TOO_MANY_CALLS', 'TOO_MANY_SUBSCRIPTIONS', 'BATCH_TOO_LARGE', 'TIMED_OUT', 'UNAVAILABLE']);
const aboutToken = new Set<ErrorReason>(['TOKEN_EXPIRED', 'TOKEN_INVALID', 'SESSION_ENDED', 'NOT_SIGNED_IN']);

/** Whether the same call may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  const failure = failureOf(error);
  return failure === null || passing.has(failure.reason);
}

/** Whether the server did not accept who we say we are. */
export const isAboutToken = (error: unknown): boolean => aboutToken.has(failureOf(error)?.reason ?? 'INTERNAL');

/** How long to wait, as the end of a sentence: "in 8 seconds". */
export function waitWords(seconds: number): string {
  if (seconds < 60) return seconds <= 1 ? 'in a second' : `in ${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
}

/** What did not happen, as `title` says it, unless nobody knows. */
export const errorTitle = (title: string, error: unknown): string => (causedBy(error, NoAnswer) ? 'No answer: it may be done or not' : title);

/** What happened and what to do, for people. */
export function errorWords(error: unknown): string {
  if (causedBy(error, NotSent)) return 'No connection: nothing was changed. Do it again when MedSync is connected.';
  if (causedBy(error, NoAnswer)) return 'The connection broke off. Once MedSync is connected again, this page shows what is so: do it again only if it is not done.';
  const failure = failureOf(error);
  if (!failure) return 'MedSync did not answer. Check your connection and try again.';
  switch (failure.reason) {
    case 'WRONG_CREDENTIALS':
      return 'The email address or the password is not right.';
    case 'RATE_LIMITED':
      return failure.retryAfter === undefined
        ? 'That was too often. Wait a moment and try again.'
        : `That was too often. Try again ${waitWords(failure.retryAfter)}.`;
    case 'ALREADY_CLAIMED':
      return failure.holder ? sentence`${failure.holder.name} has already taken this order.` : 'Somebody has already taken this order.';
    case 'STALE_VERSION':
      return 'Somebody changed this in the meantime. Look at what is there now, then try again.';
    case 'NOT_FOUND':
    case 'NOT_A_MEMBER':
      return 'This does not exist, or it is not yours to see.';
    case 'BAD_INPUT':
      return failure.issues?.[0]?.message ?? 'Some of this is not filled in right.';
    case 'UNAVAILABLE':
    case 'TIMED_OUT':
      return 'MedSync is busy right now. Nothing is lost: try again in a moment.';
    default:
      return error instanceof Error ? error.message : 'Something went wrong. Try again.';
  }
}
