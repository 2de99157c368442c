import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { SocketConnection } from './connection.ts';
import type { Framing } from './wire-frames.ts';

/** Asks a client to open its connection anew, and to end this one when it has. */
export const renewalNotice = JSON.stringify({ id: null, method: 'reconnect' });

// JSON has no line breaks outside of strings, and none unescaped inside
export const streamFraming: Framing = { name: 'stream', frame: (text) => Buffer.from(`data: ${text}\n\n`) };

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nobody on the way may keep, compress or gather it
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * The answer to a request as what tRPC and our connections use of a `ws` socket: what is sent on it are the events of a
 * `text/event-stream`, and a close, with its code and reason, is the last of them.
 */
class SseSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly #response: ServerResponse;
  #closed = { code: 1006, reason: '' };

  constructor(response: ServerResponse) {
    super();
    this.#response = response;
    response.on('error', () => response.destroy());
    response.on('close', () => {
      this.readyState = 3;
      this.emit('close', this.#closed.code, Buffer.from(this.#closed.reason));
    });
    // the comment gets the headers past whoever waits for a first byte
    response.writeHead(200, headers).write(':\n\n');
  }

  get bufferedAmount(): number {
    return this.#response.writableLength;
  }

  send(text: string): void {
    if (this.readyState !== this.OPEN) return;
    this.#response.write(streamFraming.frame(text));
    // nobody can answer; whether somebody reads is what the renewal is for
    if (text === 'PING') setImmediate(() => this.receive('PONG'));
  }

  receive(text: string): void {
    this.emit('message', Buffer.from(text), false);
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 2;
    this.#closed = { code, reason };
    this.#response.end(`event: close\ndata: ${JSON.stringify(this.#closed)}\n\n`);
  }

  terminate(): void {
    this.#response.destroy();
  }
}

export interface OpenSseSocket {
  socket: WebSocket;
  /** Lets a frame arrive on the socket. */
  receive(frame: string): void;
}

/** Begins the answer. */
export function openSseSocket(response: ServerResponse): OpenSseSocket {
  const socket = new SseSocket(response);
  return { socket: socket as unknown as WebSocket, receive: (frame) => socket.receive(frame) };
}

/** Has the stream replaced by its reader now and then, and ends it when there seems to be none: a line may die without a word. */
export function expireStream(connection: SocketConnection): void {
  const { socket } = connection;
  let timer = setTimeout(() => {
    socket.send(renewalNotice);
    timer = setTimeout(() => connection.end(closeCodes.restart, 'RENEW'), limits.stream.renewWithin);
  }, limits.stream.renewAfter);
  socket.on('close', () => clearTimeout(timer));
}
