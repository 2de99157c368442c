import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import WebSocket from 'ws';
import type { AppRouter } from '../../server/transport/router.ts';
import type { History } from './history.ts';
import type { Reader } from './lean-reader.ts';

const retryAfter = 100;

/** Reads with the client that tRPC ships: coming back on a new socket, behind the last event, is its own doing. */
export function startTrpcReader(url: string, token: string, history: History): Reader {
  let begun = false;
  const socket = createWSClient({
    url: `${url.replace('http', 'ws')}/trpc`,
    connectionParams: () => ({ token }),
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 50 + Math.random() * 250,
    // what the next connection refuses at its start has not begun
    onClose: () => void (begun = false),
    keepAlive: { enabled: true, intervalMs: 2_000, pongTimeoutMs: 2_000 },
  });
  const trpc = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  let stopped = false;
  let subscription: { unsubscribe(): void } | null = null;

  function subscribe(): void {
    if (stopped) return;
    begun = false;
    const again = () => void setTimeout(subscribe, retryAfter);
    const { roomId, lastEventId } = history;
    subscription = trpc.rooms.events.subscribe(
      { roomId, ...(lastEventId !== undefined && { lastEventId }) },
      {
        onStarted() {
          if (history.lastEventId !== undefined) history.resumes += 1;
          begun = false;
        },
        onData(value) {
          begun = true;
          // whatever the type says, a value that is not tracked comes bare
          if ('data' in value) history.note(value.id, value.data);
          else history.note(undefined, value);
        },
        onError(error) {
          if (begun) history.broken.push(error.message);
          again();
        },
        onComplete: again,
      },
    );
  }
  subscribe();
  return {
    history,
    async stop() {
      stopped = true;
      subscription?.unsubscribe();
      await socket.close();
    },
  };
}
