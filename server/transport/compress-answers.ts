import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../shared/limits.ts';

/**
 * Compresses the JSON answers of tRPC above `limits.answer.compressAbove` bytes for who takes gzip. Streams stay as they
 * are, and so does what carries a token or sets a cookie: the length of a compressed answer tells of a secret beside
 * text that the asker chose (BREACH).
 */
export function compressAnswers(api: FastifyInstance): void {
  api.addHook('onSend', async (request, reply, payload) => {
    if (!(payload instanceof Response) || payload.headers.get('content-type')?.startsWith('application/json') !== true) return payload;
    payload.headers.append('vary', 'accept-encoding');
    if (!takesGzip(request) || isSecret(request, reply, payload)) return payload;
    const plain = Buffer.from(await payload.arrayBuffer());
    reply.code(payload.status).headers(Object.fromEntries(payload.headers));
    if (plain.length <= limits.answer.compressAbove) return plain;
    reply.header('content-encoding', 'gzip');
    return shrink(plain, { level: constants.Z_BEST_SPEED });
  });
}

const shrink = promisify(gzip);

const takesGzip = ({ headers }: FastifyRequest): boolean => {
  const accepted = headers['accept-encoding'];
  return typeof accepted === 'string' && negotiate(accepted, ['gzip', 'identity']) === 'gzip';
};

/** Procedures of `auth` answer with tokens; one of them in a batch makes the whole answer secret. */
const isSecret = ({ params }: FastifyRequest, reply: FastifyReply, { headers }: Response): boolean =>
  reply.hasHeader('set-cookie') || headers.has('set-cookie') || String((params as { path?: string }).path).split(',').some((call) => call.startsWith('auth.'));
