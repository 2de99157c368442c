import type WebSocket from 'ws';
import type { TestClient } from './test-client.ts';

/** Cuts the client's connection as a lost network does: no close frame, no goodbye. The client comes back by itself. */
export function dropSocket({ socket }: TestClient): void {
  const connection = socket.connection;
  if (!connection?.ws) throw new Error('The client has no open socket.');
  (connection.ws as unknown as WebSocket).terminate();
}
