type SubscriptionId = number | string;

/** A subscription as tRPC asks for it. */
export interface Subscription {
  id: SubscriptionId;
  method: 'subscription';
  params: { path: string; input?: unknown; lastEventId?: string };
}

interface Entry {
  subscription: Subscription;
  /** The stream that its values are taken from. */
  source: number;
  /** Values that came after newer streams were asked to go on behind earlier ones, with the newest of those streams. */
  repeats: Map<string, number>;
}

interface Frame {
  id?: SubscriptionId | null;
  method?: string;
  result?: { type: string; id?: string };
  error?: unknown;
}

/** What a frame is to whoever swaps the streams. */
type Reception =
  /** The server asks for another stream. */
  | { kind: 'renewal' }
  /** Concerns one subscription. `isNew`: nobody has had it yet. `isAnswer`: more than that it has started. */
  | { kind: 'subscription'; id: SubscriptionId; isNew: boolean; isAnswer: boolean; isOver: boolean }
  | { kind: 'other' };

export interface SubscriptionSet {
  readonly size: number;
  add(subscription: Subscription): void;
  remove(id: SubscriptionId): void;
  /** All of them, to open stream number `stream` with: each goes on behind what has come of it. */
  moveTo(stream: number): Subscription[];
  receive(stream: number, frame: string): Reception;
}

/**
 * The subscriptions that share a stream. While one stream takes over from another both carry the same ones; each is taken
 * from the newer as soon as that says anything of it, and what had come from the older is dropped by its id.
 */
export function createSubscriptionSet(): SubscriptionSet {
  const entries = new Map<SubscriptionId, Entry>();
  let newest = 0;

  function takeFrom(entry: Entry, stream: number): void {
    entry.source = stream;
    // it was opened behind these
    for (const [cursor, repeatedUpTo] of entry.repeats) if (repeatedUpTo < stream) entry.repeats.delete(cursor);
  }

  /** Whether nobody has had the value yet. */
  function isNewTo(entry: Entry, stream: number, cursor: string | undefined): boolean {
    if (stream < entry.source) return false;
    if (stream > entry.source) takeFrom(entry, stream);
    if (cursor === undefined) return true;
    if (entry.repeats.delete(cursor)) return false;
    if (stream < newest) entry.repeats.set(cursor, newest);
    entry.subscription.params.lastEventId = cursor;
    return true;
  }

  return {
    get size() {
      return entries.size;
    },
    add: (subscription) => void entries.set(subscription.id, { subscription, source: 0, repeats: new Map() }),
    remove: (id) => void entries.delete(id),
    moveTo(stream) {
      newest = stream;
      return [...entries.values()].map(({ subscription }) => subscription);
    },
    receive(stream, text) {
      const { id, method, result, error } = JSON.parse(text) as Frame;
      if (method === 'reconnect') return { kind: 'renewal' };
      if (id === undefined || id === null) return { kind: 'other' };
      const entry = entries.get(id);
      const isNew = entry !== undefined && isNewTo(entry, stream, result?.type === 'data' ? result.id : undefined);
      const isOver = isNew && (error !== undefined || result?.type === 'stopped');
      if (isOver) entries.delete(id);
      return { kind: 'subscription', id, isNew, isAnswer: result?.type !== 'started', isOver };
    },
  };
}
