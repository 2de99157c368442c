import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { SocketConnection } from './connection.ts';

/**
 * Ends the sockets that do not show who they are in time, whose token runs out, and that are not there any more. One
 * timer looks at all of them: a handful of timers for each would be a good part of what a quiet socket costs.
 */
export function watchSockets(all: () => Iterable<SocketConnection>, clock: Clock): () => void {
  function look(connection: SocketConnection, now: number): void {
    const { heardAt, pingedAt, pingEvery } = connection;
    if (!connection.isOpen) return;
    if (!connection.caller) {
      if (now - connection.openedAt >= limits.socket.authDeadline) connection.end(closeCodes.authTimeout, 'AUTH_TIMEOUT');
      return;
    }
    if (isStuck(connection, now)) return connection.endSlowConsumer();
    if (clock.now() >= connection.expiresAt) return connection.end(closeCodes.unauthenticated, 'TOKEN_EXPIRED');
    if (pingedAt !== null && now - pingedAt >= limits.socket.pongWithin) return connection.socket.terminate();
    if (pingedAt !== null || now - heardAt < pingEvery) return;
    connection.pingedAt = now;
    connection.send('PING');
  }

  const timer = setInterval(() => {
    const now = performance.now();
    for (const connection of all()) look(connection, now);
  }, limits.socket.lookEvery).unref();
  return () => clearInterval(timer);
}

/** Whether the other side has left too much unread for too long: answers, which no stream waits with, count as well. */
function isStuck(connection: SocketConnection, now: number): boolean {
  if (connection.bufferedBytes() <= limits.socket.bufferHighWater) connection.fullSince = null;
  else connection.fullSince ??= now;
  return connection.fullSince !== null && now - connection.fullSince >= limits.socket.slowFor;
}
