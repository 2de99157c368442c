import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../shared/limits.ts';
import { Failure } from '../failure.ts';
import { endTurn } from './http-turns.ts';
import type { Refusal } from './upgrade.ts';
import type { SocketServer } from './ws-server.ts';

/**
 * `POST …/stream`, for networks that let no WebSocket through. The body holds the frames that a socket would have been
 * sent, one a line; the answer is a `text/event-stream` of those that it would have been answered with. It knows nothing
 * of requests before and after it: whoever wants other subscriptions opens another stream and ends this one.
 */
export function serveStreams(api: FastifyInstance, openStream: SocketServer['openStream']): void {
  api.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_, body, done) => done(null, body));
  api.post('/stream', { bodyLimit: limits.socket.bytesBeforeAuth }, (request: FastifyRequest, reply: FastifyReply) => {
    if (typeof request.body !== 'string') throw new Failure('BAD_INPUT', 'Send frames, one a line, as application/x-ndjson.');
    const frames = request.body.split('\n').filter((line) => line !== '');
    // those of every answer; what Fastify does not send itself, it does not put them on
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    const refusal = openStream(request.raw, reply.raw, frames);
    if (refusal) throw failureOf(refusal);
    // the answer goes on for minutes
    endTurn(request);
    reply.hijack();
  });
}

function failureOf({ status, reason }: Refusal): Failure {
  switch (status) {
    case 403:
      return new Failure('ORIGIN_NOT_ALLOWED', reason);
    case 429:
      return new Failure('RATE_LIMITED', reason, { retryAfter: 1 });
    default:
      return new Failure('UNAVAILABLE', reason);
  }
}
