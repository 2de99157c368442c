import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '../../shared/limits.ts';
import type { Release } from '../fair-queue.ts';
import type { Asker, CallDesk } from './call-desk.ts';
import type { Payer } from './payer.ts';
import { createTally } from './tally.ts';

interface Turns {
  desk: CallDesk;
  what: 'request' | 'file';
  /** Who a request comes from, by its head alone. Throws what it is refused with. */
  askerOf: (request: FastifyRequest) => Asker | Promise<Asker>;
}

const turns = new WeakMap<FastifyRequest, { payer: Payer; leave: Release }>();

/** Who pays for the request, once it has been let in. */
export const payerOf = (request: FastifyRequest): Payer => turns.get(request)!.payer;

/** Ends the request's turn, if it has one, before its answer has been made. */
export const endTurn = (request: FastifyRequest): void => turns.get(request)?.leave();

/**
 * Lets a request in when it is its person's turn, before its body is read: what waits costs a connection and nothing else.
 * The turn ends when the answer has been made, whether or not it is taken.
 */
export function takeTurns(server: FastifyInstance, { desk, what, askerOf }: Turns): void {
  server.addHook('onRequest', async (request, reply) => {
    const payer = desk.payerOf(await askerOf(request));
    const leave = await desk.request(payer, what);
    turns.set(request, { payer, leave });
    // Fastify, its plugins and what else waits for the end of an answer are ten already
    reply.raw.setMaxListeners(20).once('close', leave);
    if (reply.raw.destroyed) leave();
  });
  server.addHook('onSend', async (request) => endTurn(request));
}

/** Looks at so many requests of one address in one turn of the event loop: forty connections may bring hundreds at once. Call it before any other hook is added. */
export function sliceRequests(server: FastifyInstance): void {
  const slices = createSlices(limits.requests.perLoopTurn);
  server.addHook('onRequest', (request, _, done) => slices.next(request.ip, done));
}

/** Lets so many of each kind go on in one turn of the event loop, the others in the turns after it, in their order. */
function createSlices(perTurn: number) {
  const lines = new Map<string, { gone: number; waiting: (() => void)[] }>();

  function turn(): void {
    for (const [kind, line] of lines) {
      const next = line.waiting.splice(0, perTurn);
      if (next.length === 0) lines.delete(kind);
      line.gone = next.length;
      for (const go of next) go();
    }
    if (lines.size > 0) setImmediate(turn);
  }

  return {
    next(kind: string, go: () => void): void {
      if (lines.size === 0) setImmediate(turn);
      const line = lines.get(kind) ?? { gone: 0, waiting: [] };
      lines.set(kind, line);
      if (line.gone >= perTurn) return void line.waiting.push(go);
      line.gone += 1;
      go();
    },
  };
}

/** Whoever is refused for asking too often hears so a little later, and asks less often then. */
export function holdRefusals(server: FastifyInstance): void {
  const { for: time, perAddress } = limits.refusalsHeld;
  const held = createTally();
  server.addHook('onSend', async (request, reply, payload) => {
    // tRPC hands over an answer that Fastify has not looked into yet
    const status = payload instanceof Response ? payload.status : reply.statusCode;
    if (status !== 429) return payload;
    endTurn(request);
    const { ip, raw } = request;
    if (held.of(ip) >= perAddress) {
      raw.socket.destroy();
      return payload;
    }
    const drop = held.add(ip);
    await delay(time);
    drop();
    return payload;
  });
}
