import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Authenticate } from '../features/auth/authenticate.ts';
import type { SessionWatch } from '../features/auth/session-watch.ts';
import type { AddressOf } from './client-address.ts';
import { createConnection, guardIncoming, type SocketConnection } from './connection.ts';
import type { CallWatch, Context } from './context.ts';
import { encoder } from './encoder.ts';
import { withTrpcErrors } from './errors.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { AppRouter } from './router.ts';
import { expireStream, openSseSocket, renewalNotice, streamFraming } from './sse-socket.ts';
import { checkOrigin, checkUpgrade, refuseUpgrade, type Refusal } from './upgrade.ts';
import { socketFraming, type Framing } from './wire-frames.ts';

export interface SocketServer {
  /** Takes over a connection that asks for an upgrade: it becomes a socket or is answered with a 4xx. Never throws. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Answers a POST with an event stream that is to all else a socket on which `frames` have arrived, the connection
   * parameters first. Returns why not, and has not answered then.
   */
  openStream(request: IncomingMessage, response: ServerResponse, frames: string[]): Refusal | null;
  /** Event streams that are open. */
  streams(): number;
  /** Ends every socket of the session: nothing more is sent on them. */
  endSession(sessionId: string): void;
  /** Tells clients to reconnect, spread over some time, lets calls under way finish, and ends all sockets. */
  drain(): Promise<void>;
}

interface SocketServerOptions {
  router: AppRouter;
  authenticate: Authenticate;
  sessions: Pick<SessionWatch, 'watch'>;
  allowedOrigins: ReadonlySet<string>;
  addressOf: AddressOf;
  clock: Clock;
  watch: CallWatch;
  /** A socket was cut because it did not take what it was sent. */
  onSlowConsumer: () => void;
  onError: (error: Error, path: string | undefined) => void;
}

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const connections = new Map<WebSocket, SocketConnection>();
  const upgrades = createRateLimiter(
    { perSecond: limits.socket.upgradesPerSecond, burst: limits.socket.upgradeBurst },
    options.clock,
  );
  let draining = false;

  // `closeTimeout` is missing from the types
  const bounds: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: limits.socket.frameBytes,
    perMessageDeflate: false,
    maxFragments: limits.socket.fragments,
    maxBufferedChunks: limits.socket.bufferedChunks,
    closeTimeout: limits.socket.closeWithin,
  };
  const wss = new WebSocketServer(bounds);

  const serveEvery = (pingMs: number) =>
    getWSConnectionHandler<AppRouter>({
      wss,
      router: options.router,
      maxBatchSize: limits.http.batchCalls,
      keepAlive: { enabled: true, pingMs, pongWaitMs: limits.socket.pongWithin },
      experimental_encoder: encoder,
      createContext: ({ res, info }) => withTrpcErrors(() => admit(res, info.connectionParams?.token)),
      onError: ({ error, path }) => options.onError(error, path),
    });
  const serveSocket = serveEvery(limits.socket.pingEvery);
  const serveStream = serveEvery(limits.stream.beatEvery);

  function take(wire: { socket: WebSocket; stream: Writable; framing: Framing }, request: IncomingMessage): SocketConnection {
    const { socket } = wire;
    const connection = createConnection({ ...wire, address: options.addressOf(request) }, options.onSlowConsumer);
    connections.set(socket, connection);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => connections.delete(socket));
    guardIncoming(connection);
    // tRPC parses both of these again; from here on they are what we say
    request.url = '/trpc?connectionParams=1';
    request.headers.host = 'localhost';
    return connection;
  }

  /** Verifies the token and ties the socket to the session: it ends with whichever ends first. */
  async function admit(socket: WebSocket, token: string | undefined): Promise<Context> {
    const connection = connections.get(socket)!;
    const refuse = (code: number, failure: Failure): never => {
      connection.end(code, failure.reason);
      throw failure;
    };
    if (!token) return refuse(closeCodes.unauthenticated, new Failure('NOT_SIGNED_IN', 'Sign in first.'));
    const result = await options.authenticate(token);
    if ('refusal' in result) {
      const code = result.refusal === 'TOKEN_INVALID' ? closeCodes.forbidden : closeCodes.unauthenticated;
      return refuse(code, new Failure(result.refusal, 'This sign-in is not valid any more.'));
    }
    const { caller, expiresAt } = result;
    if (count(({ caller: other }) => other?.userId === caller.userId) >= limits.socket.perUser)
      return refuse(closeCodes.tooManyMessages, new Failure('TOO_MANY_CALLS', 'Too many windows are open at once.'));

    connection.caller = caller;
    const unwatch = options.sessions.watch(caller);
    const expiry = setTimeout(
      () => connection.end(closeCodes.unauthenticated, 'TOKEN_EXPIRED'),
      Math.max(0, expiresAt.getTime() - options.clock.now()),
    );
    const release = () => {
      clearTimeout(expiry);
      unwatch();
    };
    if (socket.readyState === socket.OPEN) socket.once('close', release);
    else release();
    const { address } = connection;
    return { caller, refusal: null, connection, cookies: null, ...options.watch, address, userAgent: null };
  }

  const count = (matches: (connection: SocketConnection) => boolean): number =>
    connections.values().reduce((sum, connection) => sum + (matches(connection) ? 1 : 0), 0);

  function overload(address: string): Refusal | null {
    if (draining) return { status: 503, reason: 'This server is restarting.' };
    if (!upgrades.tryTake(address)) return { status: 429, reason: 'Too many connections at once.' };
    if (count((connection) => connection.address === address) >= limits.socket.perAddress)
      return { status: 429, reason: 'Too many connections from one address.' };
    if (connections.size >= limits.socket.perNode) return { status: 503, reason: 'This server is full.' };
    return null;
  }

  return {
    handleUpgrade(request, socket, head) {
      // first of all: an error that nobody hears ends the process
      socket.on('error', () => socket.destroy());
      try {
        const refusal = checkUpgrade(request, options.allowedOrigins) ?? overload(options.addressOf(request));
        if (refusal) return refuseUpgrade(socket, refusal);
        wss.handleUpgrade(request, socket, head, (ws) => {
          take({ socket: ws, stream: socket, framing: socketFraming }, request);
          serveSocket(ws, request);
        });
      } catch {
        refuseUpgrade(socket, { status: 400, reason: 'This request was not understood.' });
      }
    },

    openStream(request, response, frames) {
      const refusal = checkOrigin(request, options.allowedOrigins) ?? overload(options.addressOf(request));
      if (refusal) return refusal;
      const { socket, receive } = openSseSocket(response);
      const connection = take({ socket, stream: response, framing: streamFraming }, request);
      serveStream(socket, request);
      for (const frame of frames) receive(frame);
      expireStream(connection);
      return null;
    },

    streams: () => count(({ framing }) => framing === streamFraming),

    endSession(sessionId) {
      for (const connection of connections.values())
        if (connection.caller?.sessionId === sessionId) connection.end(closeCodes.unauthenticated, 'SESSION_ENDED');
    },

    async drain() {
      draining = true;
      const open = [...connections.values()];
      for (const connection of open) {
        connection.socket.send(renewalNotice);
        await delay(limits.shutdown.noticeFor / open.length);
      }
      const deadline = options.clock.now() + limits.shutdown.callsWithin;
      while (count((connection) => connection.callsInFlight() > 0) > 0 && options.clock.now() < deadline) await delay(20);
      for (const connection of connections.values()) connection.end(closeCodes.restart, 'RESTART');
      wss.close();
      while (connections.size > 0 && options.clock.now() < deadline + limits.socket.closeWithin) await delay(20);
      for (const connection of connections.values()) connection.socket.terminate();
    },
  };
}
