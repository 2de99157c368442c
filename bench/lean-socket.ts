import { once } from 'node:events';
import WebSocket from 'ws';

/** A client that speaks tRPC's wire format with as little of its own work as possible. */
export interface LeanSocket {
  /** Subscribes and calls back with every value, as it stands on the wire. */
  subscribe(path: string, input: unknown, onValue: (value: unknown) => void): Promise<void>;
  mutate(path: string, input: unknown): Promise<unknown>;
  close(): Promise<void>;
}

interface Answer {
  id: number | null;
  error?: { message: string };
  result?: { type: string; data: unknown };
}

/** `localAddress` spreads the sockets over loopback addresses: the server limits what comes from one. */
export async function openSocket(url: string, token: string, localAddress: string): Promise<LeanSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`, { localAddress, perMessageDeflate: false });
  const handlers = new Map<number, (answer: Answer) => void>();
  let nextId = 1;
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === 'PING') return socket.send('PONG');
    const answer = JSON.parse(text) as Answer;
    if (answer.id !== null) handlers.get(answer.id)?.(answer);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));

  const request = (method: string, path: string, input: unknown, handle: (answer: Answer) => void): number => {
    const id = nextId++;
    handlers.set(id, handle);
    socket.send(JSON.stringify({ id, method, params: { path, input } }));
    return id;
  };

  return {
    subscribe: (path, input, onValue) =>
      new Promise((resolve, reject) => {
        request('subscription', path, input, ({ error, result }) => {
          if (error) reject(new Error(error.message));
          else if (result?.type === 'started') resolve();
          else if (result?.type === 'data') onValue(result.data);
        });
      }),
    mutate: (path, input) =>
      new Promise((resolve, reject) => {
        const id = request('mutation', path, input, ({ error, result }) => {
          handlers.delete(id);
          if (error) reject(new Error(error.message));
          else resolve(result?.data);
        });
      }),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}
