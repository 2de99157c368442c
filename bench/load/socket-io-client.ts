import { createCalls, type ClientAddress, type LoadClient } from './client.ts';
import { openWebSocket } from './web-socket.ts';

const ping = '2';
const connected = '40';
const event = '42';
const acknowledged = '43';
const refused = '44';

/** Engine.IO 4 and Socket.IO 5, as far as a person in a room needs them: text packets over a WebSocket. */
export async function openSocketIoClient({ url, token, localAddress }: ClientAddress): Promise<LoadClient> {
  const calls = createCalls();
  const admission = Promise.withResolvers<void>();
  const socket = await openWebSocket({ url, path: '/socket.io/?EIO=4&transport=websocket', localAddress }, (packet) => {
    if (packet.startsWith(event)) client.onDelivery(packet);
    else if (packet.startsWith(acknowledged)) {
      const body = packet.indexOf('[');
      calls.settle(Number(packet.slice(acknowledged.length, body)), packet, packet.startsWith('[{"error"', body));
    } else if (packet === ping) socket.send('3');
    else if (packet.startsWith(connected)) admission.resolve();
    else if (packet.startsWith(refused)) admission.reject(new Error(packet));
  });
  void socket.ended.then(() => {
    calls.failAll();
    admission.reject(new Error('The connection ended before it was admitted.'));
  });

  const emit = async (name: string, input: object): Promise<void> => {
    await calls.call((id) => socket.send(`${event}${id}${JSON.stringify([name, input])}`));
  };

  const client: LoadClient = {
    onDelivery: () => {},
    ended: socket.ended,
    close: () => socket.close(),
    join: (room, after) => emit('join', { room, ...(after !== undefined && { after: Number(after) }) }),
    watch: (room) => emit('join', { room }),
    send: (room, clientId, content) => emit('send', { room, clientId, content }),
    setTyping: (room, typing) => emit('typing', { room, typing }),
  };
  socket.send(`${connected}${JSON.stringify({ token })}`);
  await admission.promise;
  return client;
}
