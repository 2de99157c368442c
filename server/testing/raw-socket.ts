import WebSocket from 'ws';

/** A frame as it came over the wire: an answer or event of the call `id`, or a notice of the server. */
interface Frame {
  id?: number | null;
  method?: string;
  result?: { type: string; id?: string; data?: unknown };
  error?: { message: string; data: Record<string, unknown> };
}

export interface RawSocket {
  readonly frames: Frame[];
  readonly socket: WebSocket;
  /** The code and reason that the server closed with. */
  readonly closed: Promise<{ code: number; reason: string }>;
  send(frame: unknown): void;
  /** Resolves with the first frame that matches; rejects when the socket closes first. */
  find(matches: (frame: Frame) => boolean): Promise<Frame>;
}

/** A socket without the client library between: what is sent and received is what is on the wire. */
export async function openRawSocket(url: string, token?: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`);
  const frames: Frame[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text !== 'PING' && text !== 'PONG') frames.push(JSON.parse(text) as Frame);
    socket.emit('frame');
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  if (token !== undefined) send({ method: 'connectionParams', data: { token } });
  return {
    frames,
    socket,
    closed,
    send,
    find: (matches) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = frames.find(matches);
          if (found) resolve(found);
          else if (socket.readyState !== WebSocket.CLOSED) return;
          else reject(new Error('The socket closed before such a frame came.'));
          socket.off('frame', look).off('close', look);
        };
        socket.on('frame', look).on('close', look);
        look();
      }),
  };
}

/** The frame that starts the subscription or call `id`. */
export const callFrame = (id: number, method: 'subscription' | 'query' | 'mutation', path: string, input?: unknown) => ({
  id,
  method,
  params: { path, input },
});
