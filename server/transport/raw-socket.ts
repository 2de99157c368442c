import { once } from 'node:events';
import WebSocket, { type ClientOptions } from 'ws';

interface Answer {
  id: unknown;
  result?: { type?: string; id?: string; data?: unknown };
  error?: { message: string; data: { code: string; reason: string } };
}

/** A socket on which a test says exactly what it wants, in tRPC's words or not. */
export interface RawSocket {
  readonly ws: WebSocket;
  /** Every message so far, as text. */
  readonly received: string[];
  /** How it ended. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends text as it is and everything else as JSON. */
  send(message: unknown): void;
  /** The first answer that matches, received before or after the call; rejects when the socket closes first. */
  next(matches: (answer: Answer) => boolean): Promise<Answer>;
  /** Asks and waits for the answer of the same id. */
  ask(path: string, input?: unknown): Promise<Answer>;
}

/** Opens the socket of the server at `url` (http) and, unless `token` is null, sends it. */
export async function openRawSocket(url: string, token: string | null, options: ClientOptions = {}): Promise<RawSocket> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`, options);
  const received: string[] = [];
  const looking = new Set<() => void>();
  ws.on('error', () => undefined);
  ws.on('message', (data) => {
    received.push((data as Buffer).toString('utf8'));
    for (const look of looking) look();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(ws, 'open');
  let lastId = 0;
  const socket: RawSocket = {
    ws,
    received,
    closed,
    send: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (matches) =>
      new Promise((resolve, reject) => {
        let looked = 0;
        const look = () => {
          for (; looked < received.length; looked++) {
            const text = received[looked]!;
            if (!text.startsWith('{')) continue;
            const answer = JSON.parse(text) as Answer;
            if (!matches(answer)) continue;
            looking.delete(look);
            return resolve(answer);
          }
        };
        looking.add(look);
        void closed.then(({ code }) => reject(new Error(`The socket closed with ${code}.`)));
        look();
      }),
    ask(path, input) {
      const id = `ask-${++lastId}`;
      socket.send({ id, method: 'query', params: { path, input } });
      return socket.next((answer) => answer.id === id);
    },
  };
  if (token !== null) socket.send({ method: 'connectionParams', data: { token } });
  return socket;
}
