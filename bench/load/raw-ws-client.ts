import { createCalls, type ClientAddress, type LoadClient } from './client.ts';
import { openWebSocket } from './web-socket.ts';

const answer = '{"id":';

/** The protocol of `peers/raw-ws.ts`: JSON with an id for calls and their answers, without one for what is broadcast. */
export async function openRawWsClient({ url, token, localAddress }: ClientAddress): Promise<LoadClient> {
  const calls = createCalls();
  const socket = await openWebSocket({ url, path: '/', localAddress }, (frame) => {
    if (!frame.startsWith(answer)) return client.onDelivery(frame);
    const end = frame.indexOf(',', answer.length);
    calls.settle(Number(frame.slice(answer.length, end)), frame, frame.startsWith('"error"', end + 1));
  });
  void socket.ended.then(() => calls.failAll());

  const request = async (input: object): Promise<void> => {
    await calls.call((id) => socket.send(JSON.stringify({ id, ...input })));
  };

  const client: LoadClient = {
    onDelivery: () => {},
    ended: socket.ended,
    close: () => socket.close(),
    join: (room, after) => request({ method: 'join', room, ...(after !== undefined && { after: Number(after) }) }),
    watch: (room) => request({ method: 'join', room }),
    send: (room, clientId, content) => request({ method: 'send', room, clientId, content }),
    setTyping: (room, typing) => request({ method: 'typing', room, typing }),
  };
  await request({ method: 'auth', token });
  return client;
}
