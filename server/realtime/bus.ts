/**
 * What nodes tell each other. A message may be lost, doubled or late; nobody's correctness may depend on it.
 * Messages hold ids and numbers, never anything of a patient.
 */
export interface Bus {
  /** Delivers to every subscriber of the channel on every node, this one included. Never throws, never waits. */
  publish(channel: string, message: unknown): void;
  /** Returns the function that ends the subscription. */
  subscribe(channel: string, handler: (message: unknown) => void): () => void;
}

/** The bus of a single node: a function call. */
export function createLocalBus(): Bus {
  const handlers = new Map<string, Set<(message: unknown) => void>>();
  return {
    publish(channel, message) {
      for (const handler of handlers.get(channel) ?? []) handler(message);
    },
    subscribe(channel, handler) {
      const subscribed = handlers.get(channel) ?? new Set();
      handlers.set(channel, subscribed.add(handler));
      return () => {
        subscribed.delete(handler);
        if (subscribed.size === 0 && handlers.get(channel) === subscribed) handlers.delete(channel);
      };
    },
  };
}
