import { createContext, use, useSyncExternalStore } from 'react';
import type { OutboxEntry } from './outbox-entry.ts';
import type { Outbox } from './outbox.ts';

export const OutboxContext = createContext<Outbox | null>(null);

export function useOutbox(): Outbox {
  const outbox = use(OutboxContext);
  if (!outbox) throw new Error('There is no outbox above this component.');
  return outbox;
}

/** What waits to be confirmed, in the order in which it was done. */
export function useOutboxEntries(): readonly OutboxEntry[] {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.getSnapshot);
}
