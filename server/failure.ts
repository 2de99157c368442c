import type { ErrorData, ErrorReason } from '../shared/errors.ts';

/**
 * What a command or query throws when it refuses. It knows nothing of how it was called;
 * `transport/errors.ts` turns it into the answer. `message` is shown to people: plain words, no data of patients.
 */
export class Failure extends Error {
  readonly reason: ErrorReason;
  readonly details: Omit<ErrorData, 'reason'>;

  constructor(reason: ErrorReason, message: string, details: Omit<ErrorData, 'reason'> = {}) {
    super(message);
    this.name = 'Failure';
    this.reason = reason;
    this.details = details;
  }
}

/** "Not there" and "not yours" look the same. */
export const notFound = (): Failure => new Failure('NOT_FOUND', 'This does not exist, or it is not yours to see.');
