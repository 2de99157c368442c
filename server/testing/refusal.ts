import { TRPCClientError } from '@trpc/client';
import type { ErrorData } from '../../shared/errors.ts';
import type { Collected } from './collect.ts';

/** `data` of an error as every client receives it. */
export type Refusal = ErrorData & { code: string; httpStatus: number; path: string };

/** What the call was refused with. Throws when it succeeded, or failed without an answer. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const result = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in result) throw new Error(`The call succeeded with ${JSON.stringify(result.value)}.`);
  return refusalIn(result.error);
}

/** The `data` of an error that a subscription ended with. */
export function refusalIn(error: unknown): Refusal {
  if (error instanceof TRPCClientError && error.data) return error.data as Refusal;
  throw new Error('Not an answer of the server.', { cause: error });
}

/** What a subscription was refused with. Throws when it delivered something. */
export function refusalOfStream(stream: Pick<Collected<unknown>, 'until' | 'values' | 'errors'>): Promise<Refusal> {
  const delivered = stream.until(() => stream.values.length > 0);
  return refusalOf(delivered.catch(() => Promise.reject(stream.errors[0] as Error)));
}
