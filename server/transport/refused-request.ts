import { getTRPCErrorShape } from '@trpc/server';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { retryAfterOf, toTrpcError } from './errors.ts';
import type { AppRouter } from './router.ts';

/**
 * Answers a request that was refused before any procedure saw it: too large, too many, not understood. Clients read it
 * as they read every other error.
 */
export const answerRefused =
  (router: AppRouter) =>
  (cause: FastifyError, _: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const error = toTrpcError(refusal(cause, Number(reply.getHeader('retry-after'))));
    const shape = getTRPCErrorShape({
      config: router._def._config,
      error,
      type: 'unknown',
      path: undefined,
      input: undefined,
      ctx: undefined,
    });
    const after = retryAfterOf([error]);
    if (after !== null) reply.header('retry-after', after);
    return reply.code(shape.data.httpStatus).send({ error: shape });
  };

function refusal(error: FastifyError, retryAfter: number): Error {
  switch (error.statusCode) {
    case 413:
      return new Failure('PAYLOAD_TOO_LARGE', 'This is too large.');
    case 429:
      return new Failure('RATE_LIMITED', 'Too many at once. Wait a moment and try again.', { retryAfter });
    default:
      return error.statusCode && error.statusCode < 500 ? new Failure('BAD_INPUT', 'The request was not understood.') : error;
  }
}
