import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AnyRouter } from '@trpc/server';
import type { WebSocket } from 'ws';
import type { Caller } from './context.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import type { AppRouter } from './router.ts';
import { createCallDesk } from './call-desk.ts';
import { createAddressOf } from './client-address.ts';
import { createSocketServer } from './ws-server.ts';

/** The socket server alone: no database, no product, whatever router the test brings, every token good but `bad`. */
export interface SocketFixture extends AsyncDisposable {
  readonly url: string;
  readonly errors: Error[];
  /** How many tokens were looked at. */
  readonly admissions: number;
  open(token?: string | null): Promise<RawSocket>;
  /** Turns the clock of the limiters. */
  pass(milliseconds: number): void;
}

interface SocketFixtureOptions {
  /** What looking at a token waits for. */
  admission?: Promise<void>;
}

export async function startSocketFixture(router: AnyRouter, { admission }: SocketFixtureOptions = {}): Promise<SocketFixture> {
  let time = Date.now();
  let admissions = 0;
  const errors: Error[] = [];
  const opened = new Set<WebSocket>();
  const sockets = createSocketServer({
    router: router as AppRouter,
    async authenticate(token) {
      admissions += 1;
      await admission;
      if (token === 'bad') return { refusal: 'TOKEN_INVALID' };
      const caller: Caller = { tenantId: 'tenant', tenantKind: 'pharmacy', userId: token, name: token, role: 'pharmacist', sessionId: token };
      return { caller, expiresAt: new Date(time + 3_600_000) };
    },
    sessions: { watch: () => () => undefined },
    allowedOrigins: new Set(['https://pharmacy.test']),
    addressOf: createAddressOf([]),
    clock: { now: () => time },
    watch: { desk: createCallDesk(), countWrite: () => undefined, noteDenial: async () => undefined, countStream: () => () => undefined },
    onSlowConsumer: () => undefined,
    onError: (error) => errors.push(error),
  });
  const server = createServer(async (request, answer) => {
    const frames = (await text(request)).split('\n');
    const refusal = sockets.openStream(request, answer, frames);
    if (refusal) answer.writeHead(refusal.status).end();
  });
  server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    errors,
    get admissions() {
      return admissions;
    },
    async open(token = 'lena') {
      time += 1_000;
      const socket = await openRawSocket(url, token);
      opened.add(socket.ws);
      return socket;
    },
    pass: (milliseconds) => void (time += milliseconds),
    async [Symbol.asyncDispose]() {
      for (const ws of opened) ws.terminate();
      await sockets.drain();
      server.close();
      server.closeAllConnections();
    },
  };
}
