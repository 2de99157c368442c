import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import { ConnectionContext } from '../connection/use-connection.ts';
import { trpc } from '../lib/trpc.ts';
import { OutboxContext } from '../outbox/use-outbox.ts';
import type { LiveStore } from './live.ts';

export const LiveContext = createContext<LiveStore | null>(null);

/** Hands the signed-in person's socket, client and cache to everything below. */
export function LiveProviders({ children }: { children: ReactNode }) {
  const store = use(LiveContext);
  if (!store) throw new Error('There is no live store above this component.');
  const live = useSyncExternalStore(store.subscribe, store.get);
  if (!live) return null;
  return (
    <ConnectionContext value={live.connection}>
      <trpc.Provider client={live.client} queryClient={live.queryClient}>
        <QueryClientProvider client={live.queryClient}>
          <OutboxContext value={live.outbox}>{children}</OutboxContext>
        </QueryClientProvider>
      </trpc.Provider>
    </ConnectionContext>
  );
}
