import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { openMessageTable } from './message-table.ts';
import { createVerify, type Peer, type PeerOptions } from './peer.ts';

type Call = { id: number; room: string } & (
  | { method: 'auth'; token: string }
  | { method: 'join'; after?: number }
  | { method: 'send'; clientId: string; content: string }
  | { method: 'typing'; typing: boolean }
);

/** The practical limit: `ws` and `pg`, nothing between them, and as little done for a delivery as there can be. */
export async function startRawWs({ databaseUrl, port, publicJwk }: PeerOptions): Promise<Peer> {
  const messages = await openMessageTable(databaseUrl, 'raw_ws_message');
  const verify = await createVerify(publicJwk);
  const rooms = new Map<string, Set<WebSocket>>();

  function broadcast(room: string, value: object): void {
    const frame = Buffer.from(JSON.stringify(value));
    for (const socket of rooms.get(room) ?? []) socket.send(frame, { binary: false });
  }

  async function answer(socket: WebSocket, sender: string, call: Call): Promise<object> {
    switch (call.method) {
      case 'auth':
        return {};
      case 'join': {
        const members = rooms.get(call.room) ?? new Set();
        rooms.set(call.room, members.add(socket));
        socket.once('close', () => members.delete(socket));
        if (call.after === undefined) return {};
        for (const message of await messages.after(call.room, call.after)) socket.send(JSON.stringify({ type: 'message', ...message }));
        return {};
      }
      case 'send': {
        const message = await messages.insert({ ...call, sender });
        broadcast(call.room, { type: 'message', ...message });
        return { seq: message.seq };
      }
      case 'typing':
        broadcast(call.room, { type: 'typing', userId: sender, typing: call.typing });
        return {};
    }
  }

  const http = createServer();
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: 65_536 });
  wss.on('connection', (socket) => {
    let sender: Promise<string> | null = null;
    socket.on('error', () => socket.terminate());
    socket.on('message', async (data: Buffer) => {
      const call = JSON.parse(data.toString()) as Call;
      try {
        if (call.method === 'auth') sender = verify(call.token);
        const result = await answer(socket, await sender!, call);
        socket.send(JSON.stringify({ id: call.id, result }));
      } catch (error) {
        socket.send(JSON.stringify({ id: call.id, error: String(error) }));
      }
    });
  });
  http.listen({ host: '127.0.0.1', port, backlog: 4_096 });
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of wss.clients) socket.terminate();
      http.close();
      await messages.close();
    },
  };
}
