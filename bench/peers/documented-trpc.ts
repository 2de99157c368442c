import { EventEmitter, on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { initTRPC, tracked, TRPCError } from '@trpc/server';
import { applyWSSHandler, type CreateWSSContextFnOptions } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { openMessageTable, type MessageTable, type StoredMessage } from './message-table.ts';
import { createVerify, type Peer, type PeerOptions } from './peer.ts';

interface Typing {
  type: 'typing';
  userId: string;
  typing: boolean;
}

function createRouter(messages: MessageTable) {
  const t = initTRPC.context<{ userId: string }>().create();
  const procedure = t.procedure;
  const ee = new EventEmitter<Record<string, [StoredMessage] | [Typing]>>();
  ee.setMaxListeners(0);

  return t.router({
    rooms: t.router({
      events: procedure
        .input(z.object({ roomId: z.string(), lastEventId: z.string().nullish() }))
        .subscription(async function* ({ input, signal }) {
          // listening starts before the past is read, so that nothing falls between the two
          const iterable = on(ee, `message ${input.roomId}`, { signal: signal! });
          if (input.lastEventId)
            for (const message of await messages.after(input.roomId, Number(input.lastEventId))) yield tracked(String(message.seq), message);
          for await (const [message] of iterable as AsyncIterable<[StoredMessage]>) yield tracked(String(message.seq), message);
        }),
      signals: procedure.input(z.object({ roomId: z.string() })).subscription(async function* ({ input, signal }) {
        for await (const [typing] of on(ee, `typing ${input.roomId}`, { signal: signal! }) as AsyncIterable<[Typing]>) yield typing;
      }),
      setTyping: procedure.input(z.object({ roomId: z.string(), typing: z.boolean() })).mutation(({ ctx, input }) => {
        ee.emit(`typing ${input.roomId}`, { type: 'typing', userId: ctx.userId, typing: input.typing });
        return {};
      }),
    }),
    messages: t.router({
      send: procedure
        .input(z.object({ roomId: z.string(), clientMessageId: z.string(), content: z.string().min(1).max(4_000), messageType: z.literal('text') }))
        .mutation(async ({ ctx, input }) => {
          const message = await messages.insert({ room: input.roomId, sender: ctx.userId, clientId: input.clientMessageId, content: input.content });
          ee.emit(`message ${input.roomId}`, message);
          return message;
        }),
    }),
  });
}

/** tRPC's own WebSocket adapter with subscriptions as its documentation writes them. */
export async function startDocumentedTrpc({ databaseUrl, port, publicJwk }: PeerOptions): Promise<Peer> {
  const messages = await openMessageTable(databaseUrl, 'documented_trpc_message');
  const verify = await createVerify(publicJwk);
  const wss = new WebSocketServer({ host: '127.0.0.1', port });
  const handler = applyWSSHandler({
    wss,
    router: createRouter(messages),
    async createContext({ info }: CreateWSSContextFnOptions) {
      try {
        return { userId: await verify(info.connectionParams?.token) };
      } catch {
        throw new TRPCError({ code: 'UNAUTHORIZED' });
      }
    },
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 5_000 },
  });
  await once(wss, 'listening');
  return {
    url: `http://127.0.0.1:${(wss.address() as AddressInfo).port}`,
    async stop() {
      handler.broadcastReconnectNotification();
      for (const socket of wss.clients) socket.terminate();
      wss.close();
      await messages.close();
    },
  };
}
