import type { QueryClient } from '@tanstack/react-query';
import { createConnection, type Addresses, type Connection } from '../connection/connection-store.ts';
import { clearDrafts } from '../features/conversation/drafts.ts';
import { createLinks } from '../lib/links.ts';
import { createQueryClient } from '../lib/query-client.ts';
import { readUnfed } from '../lib/read-anew.ts';
import type { ServerTime } from '../lib/server-time.ts';
import type { Session } from '../lib/session.ts';
import { trpc } from '../lib/trpc.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { createDeliver } from './deliver.ts';

/** The socket, the client and the cache of one signed-in person. */
interface Live {
  userId: string;
  connection: Connection;
  queryClient: QueryClient;
  outbox: Outbox;
  client: ReturnType<typeof trpc.createClient>;
  end(): void;
}

export interface LiveStore {
  /** Null while nobody is signed in. */
  get(): Live | null;
  subscribe(listener: () => void): () => void;
}

/** Starts everything live when somebody signs in and ends all of it, what was read included, when they go. */
export function createLiveStore(session: Session, serverTime: ServerTime): LiveStore {
  const listeners = new Set<() => void>();
  let live: Live | null = null;

  session.subscribe(() => {
    const state = session.getState();
    const userId = state.name === 'signed_in' ? state.user.id : null;
    if (userId === (live?.userId ?? null)) return;
    live?.end();
    live = userId === null ? null : goLive(session, serverTime, userId);
    for (const listener of listeners) listener();
  });

  return {
    get: () => live,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function goLive(session: Session, serverTime: ServerTime, userId: string): Live {
  const connection = createConnection(addressesAt(window.location.href), session);
  const queryClient = createQueryClient();
  const stopRenewing = session.onRenewed(() => connection.replaceSocket());
  const client = trpc.createClient({ links: createLinks(connection, session, serverTime) });
  const outbox = createOutbox({ userId, deliver: createDeliver({ client, queryClient, userId }), now: () => new Date(serverTime.now()) });
  let before = connection.getSnapshot();
  connection.subscribe(() => {
    const now = connection.getSnapshot();
    // what waits for its next try goes as soon as the server is there again
    if (now.state.name === 'live' && before.state.name !== 'live') outbox.hurry();
    if (now.caughtUp !== before.caughtUp) void readUnfed(queryClient);
    before = now;
  });
  return {
    userId,
    connection,
    queryClient,
    outbox,
    client,
    end() {
      stopRenewing();
      outbox.stop();
      connection.stop();
      queryClient.clear();
      clearDrafts();
    },
  };
}

function addressesAt(page: string): Addresses {
  const socket = new URL('/trpc', page);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  return { socket: socket.href, stream: new URL('/trpc/stream', page).href, ready: new URL('/readyz', page).href };
}
