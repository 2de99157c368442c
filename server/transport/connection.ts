import type { Writable } from 'node:stream';
import { closeCodes } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import type { WebSocket } from 'ws';
import { Failure } from '../failure.ts';
import type { Caller, Connection } from './context.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { Framing } from './wire-frames.ts';

/** One accepted socket, from the upgrade to its end. */
export interface SocketConnection extends Connection {
  readonly socket: WebSocket;
  readonly address: string;
  /** Who it belongs to; null until its token has been verified. */
  caller: Caller | null;
  callsInFlight(): number;
  end(code: number, reason: string): void;
}

interface Wire {
  socket: WebSocket;
  /** What lies beneath the socket. */
  stream: Writable;
  framing: Framing;
  address: string;
}

/** `onSlow` is told when the socket is cut because it does not take what it is sent. */
export function createConnection({ socket, stream, framing, address }: Wire, onSlow: () => void): SocketConnection {
  let subscriptions = 0;
  let calls = 0;

  const counted = (change: (by: 1 | -1) => void): (() => void) => {
    change(1);
    let ended = false;
    return () => {
      if (!ended) change(-1);
      ended = true;
    };
  };

  function end(code: number, reason: string): void {
    // a close is not the end: what arrives until the other side has answered it must not be acted on
    socket.removeAllListeners('message');
    socket.close(code, reason);
    // a peer that does not answer the close is gone in any case
    setTimeout(() => socket.terminate(), limits.socket.closeWithin).unref();
  }

  return {
    id: newId(),
    socket,
    framing,
    address,
    caller: null,
    end,
    bufferedBytes: () => socket.bufferedAmount,
    write(frames) {
      if (socket.readyState !== socket.OPEN || socket.bufferedAmount > limits.socket.bufferHighWater) return false;
      // beside the socket's own frames, never inside one: without compression it writes each of them at once
      if (frames.length > 0) stream.write(frames);
      return true;
    },
    endSlowConsumer() {
      // what is queued would be sent before a close frame, so there is no point in saying goodbye
      socket.terminate();
      onSlow();
    },
    callsInFlight: () => calls,
    openSubscription() {
      if (subscriptions >= limits.socket.subscriptions)
        throw new Failure('TOO_MANY_SUBSCRIPTIONS', 'Too many live views are open on this connection. Close some.');
      return counted((by) => (subscriptions += by));
    },
    beginCall() {
      if (calls >= limits.socket.callsInFlight || socket.bufferedAmount > limits.socket.bufferHard)
        throw new Failure('TOO_MANY_CALLS', 'Too many requests at once. Wait for the answers.');
      return counted((by) => (calls += by));
    },
  };
}

/** Ends the connection when it says too much: before it has shown who it is, or too fast afterwards. */
export function guardIncoming(connection: SocketConnection): void {
  const { socket } = connection;
  const rate = createRateLimiter({ perSecond: limits.socket.messagesPerSecond, burst: limits.socket.messageBurst });
  let queued = 0;
  let queuedBytes = 0;

  const deadline = setTimeout(() => {
    if (!connection.caller) connection.end(closeCodes.authTimeout, 'AUTH_TIMEOUT');
  }, limits.socket.authDeadline);
  socket.on('close', () => clearTimeout(deadline));

  socket.on('message', (data: Buffer) => {
    if (connection.caller) {
      if (!rate.tryTake(connection.id)) connection.end(closeCodes.tooManyMessages, 'RATE_LIMITED');
      return;
    }
    queued += 1;
    queuedBytes += data.length;
    if (queued <= limits.socket.queueBeforeAuth && queuedBytes <= limits.socket.bytesBeforeAuth) return;
    connection.end(closeCodes.authTimeout, 'TOO_MUCH_BEFORE_AUTH');
  });
}
