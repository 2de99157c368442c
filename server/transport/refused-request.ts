import { getTRPCErrorShape } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { retryAfterOf, toTrpcError } from './errors.ts';
import { checkRequest, methodsOf } from './request-check.ts';
import type { AppRouter } from './router.ts';
import { badAddressHeaders } from './security-headers.ts';
import { refuseUpgrade } from './upgrade.ts';

/**
 * Refuses, before anything else looks at them, requests that two readers could understand in two ways, and methods that
 * nothing here is asked with. No answer repeats what was sent. Call it before any other hook but `sliceRequests` is added.
 */
export function refuseOddRequests(server: FastifyInstance, onError: (error: Error, path: string | undefined) => void): void {
  server.addHook('onRequest', async ({ raw, method, url }, reply) => {
    const odd = checkRequest(raw);
    // what follows on this connection may be the rest of it
    if (odd) return reply.code(odd.status).headers({ ...badAddressHeaders, connection: 'close' }).send({ error: odd.reason });
    const methods = methodsOf(url);
    if (methods.includes(method)) return;
    return reply.code(405).headers({ ...badAddressHeaders, allow: methods.join(', ') }).send({ error: 'Method not allowed' });
  });
  server.server.on('connect', (_, socket) => {
    // an error that nobody hears ends the process
    socket.on('error', () => socket.destroy());
    refuseUpgrade(socket, { status: 405, reason: 'There is no way through here.' });
  });
  server.setErrorHandler((error: FastifyError | Failure, _, reply) => {
    if (error instanceof Failure) {
      const refused = toTrpcError(error);
      return reply.code(getHTTPStatusCodeFromError(refused)).headers({ 'retry-after': String(retryAfterOf([refused]) ?? 1) }).send({ error: error.message });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: 'Bad request' });
    onError(error, undefined);
    return reply.code(status).send({ error: 'Something went wrong on our side.' });
  });
}

/** What had arrived: bytes, whatever the types say, and not there for every error. */
const packetOf = ({ rawPacket }: ConnectionError): string => (rawPacket as unknown as Buffer | undefined)?.toString('latin1') ?? '';

const startsLikeHttp = /^[!-~]+ [!-~]+ HTTP\/1\.[01]\r\n/;

/** Answers bytes that Node could not read as a request, and ends the connection. */
export function answerUnread(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return refuseUpgrade(socket, { status: 431, reason: 'The headers are too large.' });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refuseUpgrade(socket, { status: 408, reason: 'The request took too long to arrive.' });
    case 'HPE_INVALID_METHOD':
      if (startsLikeHttp.test(packetOf(error)))
        return refuseUpgrade(socket, { status: 501, reason: 'This method is not known here.' });
  }
  refuseUpgrade(socket, { status: 400, reason: 'This request was not understood.' });
}

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
