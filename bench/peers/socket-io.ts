import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Server } from 'socket.io';
import { openMessageTable } from './message-table.ts';
import { createVerify, type Peer, type PeerOptions } from './peer.ts';

type Answer = (result: object) => void;

/** Express and Socket.IO, as such systems are built with them: rooms, an event to the room, an acknowledgement to the sender. */
export async function startSocketIo({ databaseUrl, port, publicJwk }: PeerOptions): Promise<Peer> {
  const messages = await openMessageTable(databaseUrl, 'socket_io_message');
  const verify = await createVerify(publicJwk);
  const http = createServer(express());
  const io = new Server(http, { transports: ['websocket'] });

  io.use(async (socket, next) => {
    try {
      socket.data = await verify(socket.handshake.auth['token']);
      next();
    } catch (error) {
      next(error as Error);
    }
  });

  io.on('connection', (socket) => {
    const userId = socket.data as string;
    socket.on('join', async ({ room, after }: { room: string; after?: number }, answer: Answer) => {
      await socket.join(room);
      if (after !== undefined) for (const message of await messages.after(room, after)) socket.emit('message', message);
      answer({});
    });
    socket.on('send', async ({ room, clientId, content }: { room: string; clientId: string; content: string }, answer: Answer) => {
      try {
        const message = await messages.insert({ room, sender: userId, clientId, content });
        io.to(room).emit('message', message);
        answer({ seq: message.seq });
      } catch (error) {
        answer({ error: String(error) });
      }
    });
    socket.on('typing', ({ room, typing }: { room: string; typing: boolean }, answer: Answer) => {
      io.to(room).emit('typing', { type: 'typing', userId, typing });
      answer({});
    });
  });

  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      await io.close();
      await messages.close();
    },
  };
}
