import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ZodError } from 'zod';
import type { ErrorData, ErrorReason } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { isPassingDatabaseFault } from '../passing-faults.ts';
import { Failure } from '../failure.ts';

const codes: Record<ErrorReason, TRPC_ERROR_CODE_KEY> = {
  BAD_INPUT: 'BAD_REQUEST',
  BATCH_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  NOT_SIGNED_IN: 'UNAUTHORIZED',
  WRONG_CREDENTIALS: 'UNAUTHORIZED',
  TOKEN_EXPIRED: 'UNAUTHORIZED',
  TOKEN_INVALID: 'UNAUTHORIZED',
  SESSION_ENDED: 'UNAUTHORIZED',
  ORIGIN_NOT_ALLOWED: 'FORBIDDEN',
  ROLE_NOT_ALLOWED: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  NOT_A_MEMBER: 'NOT_FOUND',
  ALREADY_CLAIMED: 'CONFLICT',
  NOT_CLAIMED: 'CONFLICT',
  STALE_VERSION: 'CONFLICT',
  INVALID_TRANSITION: 'CONFLICT',
  ORDER_CLOSED: 'CONFLICT',
  ITEMS_MISSING: 'CONFLICT',
  PROVIDER_BUSY: 'CONFLICT',
  PATIENT_BUSY: 'CONFLICT',
  ROOM_BUSY: 'CONFLICT',
  UNUSUAL_TIME: 'CONFLICT',
  ID_REUSED: 'CONFLICT',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  TOO_MANY_SUBSCRIPTIONS: 'TOO_MANY_REQUESTS',
  TOO_MANY_CALLS: 'TOO_MANY_REQUESTS',
  TIMED_OUT: 'TIMEOUT',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
};

/** Turns whatever a procedure threw into the error that the client may see. */
export function toTrpcError(cause: unknown): TRPCError {
  if (cause instanceof TRPCError) return cause.cause && cause.code === 'INTERNAL_SERVER_ERROR' ? toTrpcError(cause.cause) : cause;
  if (cause instanceof Failure) return new TRPCError({ code: codes[cause.reason], message: cause.message, cause });
  if (isPassingDatabaseFault(cause))
    return new TRPCError({
      code: 'SERVICE_UNAVAILABLE',
      message: 'The database did not answer. Nothing is lost: try again in a moment.',
      cause,
    });
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side. Try again.', cause });
}

/** Does what tRPC does outside of any procedure, with the errors that a procedure would answer. */
export async function withTrpcErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toTrpcError(error);
  }
}

/** Whether somebody asked for what is not theirs, or is not there: the two look the same from outside. */
export const isDenial = ({ cause }: TRPCError): boolean =>
  cause instanceof Failure && (cause.reason === 'NOT_FOUND' || cause.reason === 'ROLE_NOT_ALLOWED');

const reasonsOfTrpc: Partial<Record<TRPC_ERROR_CODE_KEY, ErrorReason>> = {
  PARSE_ERROR: 'BAD_INPUT',
  BAD_REQUEST: 'BAD_INPUT',
  UNSUPPORTED_MEDIA_TYPE: 'BAD_INPUT',
  METHOD_NOT_SUPPORTED: 'BAD_INPUT',
  UNAUTHORIZED: 'NOT_SIGNED_IN',
  FORBIDDEN: 'ROLE_NOT_ALLOWED',
  NOT_FOUND: 'NOT_FOUND',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  TOO_MANY_REQUESTS: 'RATE_LIMITED',
  TIMEOUT: 'TIMED_OUT',
  SERVICE_UNAVAILABLE: 'UNAVAILABLE',
};

/** What `data` of the answer carries. Values that were sent are never repeated. */
export function errorData(error: TRPCError): ErrorData {
  if (error.cause instanceof Failure) return { reason: error.cause.reason, ...error.cause.details };
  if (error.cause instanceof ZodError)
    return {
      reason: 'BAD_INPUT',
      issues: error.cause.issues.slice(0, limits.http.issues).map(({ code, path, message }) => ({
        path: path.join('.'),
        // Zod quotes the names that it does not know
        message: code === 'unrecognized_keys' ? 'Unknown field' : message,
      })),
    };
  return { reason: reasonsOfTrpc[error.code] ?? 'INTERNAL' };
}

/** The message of the answer: ours where we chose the words, a general one for everything else. */
export function errorMessage(error: TRPCError): string {
  if (error.cause instanceof ZodError) return 'Some fields are not right.';
  if (error.cause instanceof Failure || error.code === 'SERVICE_UNAVAILABLE') return error.message;
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'Something went wrong on our side. Try again.';
  if (error.code === 'NOT_FOUND') return 'There is no such procedure.';
  if (error.code === 'PAYLOAD_TOO_LARGE') return 'This is too large.';
  return error.cause ? 'The request was not understood.' : error.message;
}

/** Seconds for the header `Retry-After` of an answer with these errors; null when trying again would not help. */
export function retryAfterOf(errors: readonly TRPCError[]): number | null {
  const seconds = errors.flatMap((error) => {
    const { reason, retryAfter } = errorData(error);
    return retryAfter ?? (reason === 'UNAVAILABLE' ? unavailableFor : []);
  });
  return seconds.length > 0 ? Math.max(...seconds) : null;
}

/** Seconds after which a database or a node that was away is worth another try. */
const unavailableFor = 1;
