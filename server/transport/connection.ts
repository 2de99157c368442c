import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import { limits } from '../../shared/limits.ts';
import type { Caller, Connection } from './context.ts';
import type { Framing } from './wire-frames.ts';

interface Wire {
  socket: WebSocket;
  /** What lies beneath the socket. */
  stream: Writable;
  framing: Framing;
  address: string;
  /** Milliseconds of silence after which the other side is asked whether it is there. */
  pingEvery: number;
}

/** One accepted socket, from the upgrade to its end. A class, as there are thousands: what it can do is shared by all. */
export class SocketConnection implements Connection {
  readonly subscriptionId = undefined;
  readonly socket: WebSocket;
  readonly framing: Framing;
  readonly address: string;
  readonly pingEvery: number;
  /** Who it belongs to; null until its token has been verified. */
  caller: Caller | null = null;
  /** When its token runs out, in milliseconds since 1970. */
  expiresAt = Infinity;
  /** These are milliseconds of `performance.now()`. */
  readonly openedAt = performance.now();
  heardAt = this.openedAt;
  /** When it was asked whether it is there, if it has not said anything since. */
  pingedAt: number | null = null;
  /** Since when more is unsent than a stream may leave unsent. */
  fullSince: number | null = null;
  /** What is to be done when it is gone. */
  readonly leave: (() => void)[] = [];
  readonly #stream: Writable;
  readonly #onSlow: () => void;
  #isGathering = false;

  /** `onSlow` is told when the socket is cut because it does not take what it is sent. */
  constructor({ socket, stream, framing, address, pingEvery }: Wire, onSlow: () => void) {
    this.socket = socket;
    this.framing = framing;
    this.address = address;
    this.pingEvery = pingEvery;
    this.#stream = stream;
    this.#onSlow = onSlow;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** Something has arrived. */
  hear(): void {
    this.heardAt = performance.now();
    this.pingedAt = null;
  }

  /** Sends a message; those of one turn of the event loop leave together. Nothing when the socket is closing. */
  send(text: string): void {
    if (!this.isOpen) return;
    this.#gather();
    this.socket.send(text);
  }

  write(frames: Buffer): boolean {
    if (!this.isOpen || this.socket.bufferedAmount > limits.socket.bufferHighWater) return false;
    // beside the socket's own frames, never inside one: without compression it writes each of them at once
    if (frames.length > 0) this.#stream.write(frames);
    return true;
  }

  endSlowConsumer(): void {
    // what is queued would be sent before a close frame, so there is no point in saying goodbye
    this.socket.terminate();
    this.#onSlow();
  }

  end(code: number, reason: string): void {
    // a close is not the end: what arrives until the other side has answered it must not be acted on
    this.socket.removeAllListeners('message');
    this.socket.close(code, reason);
    // a peer that does not answer the close is gone in any case
    setTimeout(() => this.socket.terminate(), limits.socket.closeWithin).unref();
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      this.#stream.uncork();
    });
  }
}
