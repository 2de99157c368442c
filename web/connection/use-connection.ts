import { createContext, use, useSyncExternalStore } from 'react';
import type { ConnectionState } from './connection-machine.ts';
import type { ConnectionSnapshot } from './connection-status.ts';
import type { Connection } from './connection-store.ts';

export const ConnectionContext = createContext<Connection | null>(null);

/** The connection itself, to act on it: reconnect, measure. */
export function useConnectionOwner(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('There is no connection above this component.');
  return connection;
}

/** What people are shown about the connection. Every subscription counts in by itself. */
export function useConnection(): ConnectionSnapshot {
  const connection = useConnectionOwner();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}

export const useConnectionState = (): ConnectionState => useConnection().state;
