import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPriority } from 'node:os';
import { WebSocketServer } from 'ws';

/** Answers every request and every call with so many bytes: what an attack costs the machine where it meets nothing. */
setPriority(19);
const filling = 'x'.repeat(Number(process.argv[2]));
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end(filling));
});
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket) => {
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    for (const [, id] of data.toString('latin1').matchAll(/"id":(\d+),"method":"(?:query|mutation|subscription)"/g))
      socket.send(`{"id":${id},"result":"${filling}"}`);
  });
});
process.on('disconnect', () => process.exit(1));
server.listen(0, '127.0.0.1', () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
