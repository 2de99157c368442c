import { workForAll } from '../work-owner.ts';

/**
 * What nodes tell each other. A message may be lost, doubled or late; nobody's correctness may depend on it.
 */
export interface Bus {
  /** Delivers to every subscriber of the channel on every node, on this one at once. Never throws, never waits. */
  publish<M>(channel: Channel<M>, message: M): void;
  /** Returns the function that ends the subscription. */
  subscribe<M>(channel: Channel<M>, handler: (message: M) => void): () => void;
  /** Calls back when messages of others may have been missed and are heard again. Returns what ends it. */
  onReconnect(listener: () => void): () => void;
  /** `alone` where there are no other nodes; `degraded` while others cannot be heard or do not hear us. */
  readonly state: 'alone' | 'connected' | 'degraded';
  stop(): Promise<void>;
}

/** A kind of message: what it is called, and how it is written for other nodes. */
export interface Channel<M> {
  readonly name: string;
  readonly wire: Wire<M>;
}

interface Wire<M> {
  /** One line of text. Unless `sealed`, ids and numbers only. */
  write(message: M): string;
  /** Null for what is not such a message: another version's, or nobody's. */
  read(text: string): M | null;
  /** Messages with the same key arrive in the order in which they were published. */
  key(message: M): string;
  /** Whether the text names people, so that it is encrypted on its way. */
  sealed: boolean;
}

/** The bus of a single node: a function call. */
export function createLocalBus(): Bus {
  const handlers = new Map<string, Set<(message: never) => void>>();
  return {
    state: 'alone',
    publish(channel, message) {
      const heard = handlers.get(channel.name);
      // what hears of it serves others, not whoever made it happen
      if (heard) workForAll(() => heard.forEach((handler) => (handler as (message: unknown) => void)(message)));
    },
    subscribe({ name }, handler) {
      const subscribed = handlers.get(name) ?? new Set();
      handlers.set(name, subscribed.add(handler));
      return () => {
        subscribed.delete(handler);
        if (subscribed.size === 0 && handlers.get(name) === subscribed) handlers.delete(name);
      };
    },
    onReconnect: () => () => undefined,
    stop: async () => undefined,
  };
}
