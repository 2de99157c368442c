import { createCalls, type ClientAddress, type LoadClient } from './client.ts';
import { openWebSocket } from './web-socket.ts';

interface Dialect {
  /** Whether a room's feed says by its first value that the person is in; otherwise the call's start says so. */
  firstValueAdmits: boolean;
}

const opening = '{"id":';

/** A client that can also ask for what the others do not have. */
export interface TrpcLoadClient extends LoadClient {
  query(path: string, input: object): Promise<void>;
  mutate(path: string, input: object): Promise<void>;
  /** Resolves with the first value. */
  subscribe(path: string): Promise<void>;
  /** Any call, to the frame of its answer: of a subscription its first value. Rejects with the frame of a refusal. */
  ask(method: 'subscription' | 'mutation' | 'query', path: string, input: unknown): Promise<string>;
  /** Ends the subscription that answered with this frame. */
  unsubscribe(frame: string): void;
}

/** tRPC's wire format over a WebSocket. */
export async function openTrpcClient({ url, token, localAddress }: ClientAddress, { firstValueAdmits }: Dialect): Promise<TrpcLoadClient> {
  const calls = createCalls();
  const joining = new Set<number>();
  const joined = new Set<number>();

  const socket = await openWebSocket({ url, path: '/trpc?connectionParams=1', localAddress }, (frame) => {
    if (frame === 'PING') return socket.send('PONG');
    if (!frame.startsWith(opening)) return;
    const comma = frame.indexOf(',', opening.length);
    const id = Number(frame.slice(opening.length, comma));
    if (joined.has(id)) return client.onDelivery(frame);
    const failed = frame.startsWith('"error"', comma + 1);
    if (joining.has(id) && !failed) {
      const started = frame.startsWith('"result":{"type":"started"', comma + 1);
      if (started && firstValueAdmits) return;
      joined.add(id);
      if (!started) client.onDelivery(frame);
    }
    calls.settle(id, frame, failed);
  });
  void socket.ended.then(() => calls.failAll());

  const request = (method: 'subscription' | 'mutation' | 'query', path: string, input?: unknown): Promise<string> =>
    calls.call((id) => {
      if (method === 'subscription') joining.add(id);
      socket.send(JSON.stringify({ id, method, params: { path, input } }));
    });

  const client: TrpcLoadClient = {
    onDelivery: () => {},
    ended: socket.ended,
    close: () => socket.close(),
    async join(roomId, after) {
      await request('subscription', 'rooms.events', { roomId, ...(after !== undefined && { lastEventId: after }) });
    },
    async watch(roomId) {
      await request('subscription', 'rooms.signals', { roomId });
    },
    async send(roomId, clientMessageId, content) {
      await request('mutation', 'messages.send', { roomId, clientMessageId, content, messageType: 'text' });
    },
    async query(path, input) {
      await request('query', path, input);
    },
    async mutate(path, input) {
      await request('mutation', path, input);
    },
    async subscribe(path) {
      await request('subscription', path);
    },
    ask: request,
    unsubscribe(frame) {
      const id = Number.parseInt(frame.slice(opening.length), 10);
      joined.delete(id);
      socket.send(JSON.stringify({ id, method: 'subscription.stop' }));
    },
    async setTyping(roomId, typing) {
      await request('mutation', 'rooms.setTyping', { roomId, typing });
    },
  };
  socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
  return client;
}

/** The position of a delivered event, for coming back behind it: the first id that is a text, wherever the encoder puts it. */
export function trpcPositionOf(frame: string): string {
  const before = '"id":"';
  const at = frame.indexOf(before) + before.length;
  return frame.slice(at, frame.indexOf('"', at));
}
