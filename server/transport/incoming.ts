import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { systemClock } from '../clock.ts';
import type { SocketConnection } from './connection.ts';
import { createBucket, takeFrom, type Bucket } from './rate-limiter.ts';

const rate = { perSecond: limits.socket.messagesPerSecond, burst: limits.socket.messageBurst };
const byteRate = { perSecond: limits.socket.bytesPerSecond, burst: limits.socket.byteBurst };

/** Ends a connection that says too much: before it has shown who it is, or too fast afterwards. */
export class IncomingGuard {
  readonly #connection: SocketConnection;
  readonly #bucket: Bucket = createBucket(rate, systemClock.now());
  readonly #byteBucket: Bucket = createBucket(byteRate, systemClock.now());
  #queued = 0;
  #queuedBytes = 0;

  constructor(connection: SocketConnection) {
    this.#connection = connection;
  }

  /** Whether a message of so many bytes may be acted on; if not, the connection has been ended. */
  admits(bytes: number): boolean {
    if (this.#connection.caller) {
      const now = systemClock.now();
      if (takeFrom(this.#bucket, rate, now) && takeFrom(this.#byteBucket, byteRate, now, bytes)) return true;
      this.#connection.end(closeCodes.tooManyMessages, 'RATE_LIMITED');
      return false;
    }
    this.#queued += 1;
    this.#queuedBytes += bytes;
    if (this.#queued <= limits.socket.queueBeforeAuth && this.#queuedBytes <= limits.socket.bytesBeforeAuth) return true;
    this.#connection.end(closeCodes.authTimeout, 'TOO_MUCH_BEFORE_AUTH');
    return false;
  }
}
