import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Authenticate } from '../features/auth/authenticate.ts';
import type { SessionWatch } from '../features/auth/session-watch.ts';
import type { AddressOf } from './client-address.ts';
import { CallSocket, type CallServing } from './call-socket.ts';
import { SocketConnection } from './connection.ts';
import type { CallWatch, Context } from './context.ts';
import { IncomingGuard } from './incoming.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { AppRouter } from './router.ts';
import { expireStream, openSseSocket, renewalNotice, streamFraming } from './sse-socket.ts';
import { watchSockets } from './socket-watch.ts';
import { createTally } from './tally.ts';
import { checkOrigin, checkUpgrade, refuseUpgrade, type Refusal } from './upgrade.ts';
import { socketFraming } from './wire-frames.ts';

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
  const lines = new Set<CallSocket>();
  const perAddress = createTally();
  const perUser = createTally();
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

  const serving: CallServing = { router: options.router, admit, onError: options.onError };
  const connections = () => lines.values().map(({ connection }) => connection);
  const stopWatching = watchSockets(connections, options.clock);

  /** Verifies the token and ties the socket to the session: it ends with whichever ends first. */
  async function admit(connection: SocketConnection, token: string | undefined): Promise<Context> {
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
    if (perUser.of(caller.userId) >= limits.socket.perUser)
      return refuse(closeCodes.tooManyMessages, new Failure('TOO_MANY_CALLS', 'Too many windows are open at once.'));

    connection.caller = caller;
    connection.expiresAt = expiresAt.getTime();
    if (connection.isOpen) connection.leave.push(options.sessions.watch(caller), perUser.add(caller.userId));
    const { address } = connection;
    return { caller, refusal: null, connection, cookies: null, answer: null, ...options.watch, address, userAgent: null };
  }

  function overload(address: string): Refusal | null {
    if (draining) return { status: 503, reason: 'This server is restarting.' };
    if (!upgrades.tryTake(address)) return { status: 429, reason: 'Too many connections at once.' };
    if (perAddress.of(address) >= limits.socket.perAddress) return { status: 429, reason: 'Too many connections from one address.' };
    if (lines.size >= limits.socket.perNode) return { status: 503, reason: 'This server is full.' };
    return null;
  }

  function take(wire: ConstructorParameters<typeof SocketConnection>[0]): SocketConnection {
    const { socket, address } = wire;
    const connection = new SocketConnection(wire, options.onSlowConsumer);
    const line = new CallSocket(connection, serving);
    const guard = new IncomingGuard(connection);
    lines.add(line);
    connection.leave.push(perAddress.add(address));
    socket.on('error', terminate);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      connection.hear();
      if (guard.admits(data.length)) line.receive(data, isBinary);
    });
    socket.on('close', () => {
      lines.delete(line);
      line.close();
      for (const leave of connection.leave) leave();
    });
    return connection;
  }

  return {
    handleUpgrade(request, socket, head) {
      // first of all: an error that nobody hears ends the process
      socket.on('error', destroy);
      try {
        const address = options.addressOf(request);
        const refusal = checkUpgrade(request, options.allowedOrigins) ?? overload(address);
        if (refusal) return refuseUpgrade(socket, refusal);
        wss.handleUpgrade(request, socket, head, (ws) => {
          take({ socket: ws, stream: socket, framing: socketFraming, address, pingEvery: limits.socket.pingEvery });
        });
      } catch {
        refuseUpgrade(socket, { status: 400, reason: 'This request was not understood.' });
      }
    },

    openStream(request, response, frames) {
      const refusal = checkOrigin(request, options.allowedOrigins) ?? overload(options.addressOf(request));
      if (refusal) return refusal;
      const { socket, receive } = openSseSocket(response);
      const address = options.addressOf(request);
      const connection = take({ socket, stream: response, framing: streamFraming, address, pingEvery: limits.stream.beatEvery });
      for (const frame of frames) receive(frame);
      expireStream(connection);
      return null;
    },

    streams: () => connections().filter(({ framing }) => framing === streamFraming).toArray().length,

    endSession(sessionId) {
      for (const connection of connections())
        if (connection.caller?.sessionId === sessionId) connection.end(closeCodes.unauthenticated, 'SESSION_ENDED');
    },

    async drain() {
      draining = true;
      const open = [...connections()];
      for (const connection of open) {
        connection.socket.send(renewalNotice);
        await delay(limits.shutdown.noticeFor / open.length);
      }
      // by a clock that nobody sets
      const deadline = performance.now() + limits.shutdown.callsWithin;
      while (lines.values().some(({ callsInFlight }) => callsInFlight > 0) && performance.now() < deadline) await delay(20);
      for (const connection of connections()) connection.end(closeCodes.restart, 'RESTART');
      wss.close();
      while (lines.size > 0 && performance.now() < deadline + limits.socket.closeWithin) await delay(20);
      for (const { socket } of connections()) socket.terminate();
      stopWatching();
    },
  };
}

// shared by all sockets: one function for each would be held for each
function terminate(this: WebSocket): void {
  this.terminate();
}
function destroy(this: Duplex): void {
  this.destroy();
}
