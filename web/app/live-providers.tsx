import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { createConnection, type Connection } from '../connection/connection-store.ts';
import { ConnectionContext } from '../connection/use-connection.ts';
import { createLinks } from '../lib/links.ts';
import { createQueryClient } from '../lib/query-client.ts';
import type { Session } from '../lib/session.ts';
import { trpc } from '../lib/trpc.ts';
import { useSession } from '../lib/use-session.ts';
import { PageSkeleton } from './page-skeleton.tsx';

interface Live {
  connection: Connection;
  queryClient: QueryClient;
  client: ReturnType<typeof trpc.createClient>;
  end(): void;
}

function goLive(session: Session): Live {
  const address = new URL('/trpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const connection = createConnection(address.href, session);
  const queryClient = createQueryClient();
  const stopRenewing = session.onRenewed(() => connection.replaceSocket());
  return {
    connection,
    queryClient,
    client: trpc.createClient({ links: createLinks(connection, session) }),
    end() {
      stopRenewing();
      connection.stop();
      queryClient.clear();
    },
  };
}

/** The socket, the client and the cache of one signed-in person. All of it ends with them. */
export function LiveProviders({ children }: { children: ReactNode }) {
  const session = useSession();
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const started = goLive(session);
    setLive(started);
    return () => started.end();
  }, [session]);

  if (!live) return <PageSkeleton />;
  return (
    <ConnectionContext value={live.connection}>
      <trpc.Provider client={live.client} queryClient={live.queryClient}>
        <QueryClientProvider client={live.queryClient}>{children}</QueryClientProvider>
      </trpc.Provider>
    </ConnectionContext>
  );
}
