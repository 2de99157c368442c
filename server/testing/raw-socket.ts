import WebSocket from 'ws';
import { createWireLog, type WireLog } from './wire-log.ts';

export interface RawSocket extends WireLog {
  readonly socket: WebSocket;
  send(frame: unknown): void;
}

/** A socket without the client library between: what is sent and received is what is on the wire. */
export async function openRawSocket(url: string, token?: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`);
  const { frames, closed, find, take, end } = createWireLog();
  socket.on('close', (code, reason) => end({ code, reason: reason.toString() }));
  socket.on('message', (data: Buffer) => take(data.toString()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  if (token !== undefined) send({ method: 'connectionParams', data: { token } });
  return { frames, socket, closed, send, find };
}

/** The frame that starts the subscription or call `id`. */
export const callFrame = (id: number, method: 'subscription' | 'query' | 'mutation', path: string, input?: unknown) => ({
  id,
  method,
  params: { path, input },
});
