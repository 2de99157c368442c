import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../../shared/limits.ts';

/**
 * Cuts connections that take nothing of what they are sent for `limits.socket.slowFor`: API answers, files and event
 * streams alike. Node tells of silence on a connection, but not while bytes leave.
 */
export function cutSlowHttpReaders(server: Server, onCut: () => void): void {
  const answering = new Set<Socket>();
  server.on('request', ({ socket }, response) => {
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
  });
  server.setTimeout(limits.socket.slowFor, (socket) => {
    // a call that is under way, or an event stream on which nothing happens
    if (answering.has(socket) && socket.writableLength === 0) return;
    // without an answer under way it is a connection on which nobody asks anything
    if (answering.has(socket)) onCut();
    socket.destroy();
  });
}
