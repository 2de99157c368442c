import { entryFor, type OutboxEntry, type OutboxTask } from './outbox-entry.ts';
import { createOutboxSender, type Delivery } from './outbox-sender.ts';
import { createMemoryStore, openIndexedStore, type OutboxStore } from './outbox-store.ts';

/** What one person did and the server has not confirmed yet, the same in all their tabs. */
export interface Outbox {
  /** Kept first, then sent. Shown at once. What was refused under the same id is sent once more. */
  add(task: OutboxTask): void;
  /** Gives an entry up. */
  discard(id: string): void;
  /** Tries at once what waits for its next try. */
  hurry(): void;
  getSnapshot(): readonly OutboxEntry[];
  subscribe(listener: () => void): () => void;
  stop(): void;
}

interface OutboxOptions {
  userId: string;
  deliver(task: OutboxTask, signal: AbortSignal): Promise<Delivery>;
  openStore?: (userId: string) => Promise<OutboxStore>;
  now?: () => Date;
}

/** A call on a line that swallows everything is given up after this long, in milliseconds, and tried again. */
const answerWithin = 20_000;

export function createOutbox({ userId, deliver, openStore = openIndexedStore, now = () => new Date() }: OutboxOptions): Outbox {
  const name = `medsync-outbox ${userId}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  const listeners = new Set<() => void>();
  /** Shown, and not yet in the store. */
  let arriving: OutboxEntry[] = [];
  let stored: OutboxEntry[] = [];
  let snapshot: readonly OutboxEntry[] = [];
  const opened = openStore(userId).catch(createMemoryStore);
  let wake = () => {};

  function publish(): void {
    const ids = new Set(arriving.map(({ id }) => id));
    snapshot = [...stored.filter(({ id }) => !ids.has(id)), ...arriving];
    for (const listener of listeners) listener();
  }
  async function reload(): Promise<void> {
    stored = await (await opened).all();
    publish();
  }
  const changed = () => {
    channel.postMessage('changed');
    void reload();
  };
  async function change(work: (store: OutboxStore) => Promise<void>): Promise<void> {
    await work(await opened);
    changed();
    wake();
  }

  async function put(entry: OutboxEntry): Promise<void> {
    const store = await opened;
    await store.put(entry);
    stored = await store.all();
    arriving = arriving.filter((other) => other !== entry);
    changed();
    wake();
  }

  /** Of all tabs one sends: it holds the lock for as long as it lives, and when it dies another takes it over. */
  async function send(): Promise<void> {
    const store = await opened;
    const sender = createOutboxSender({
      store,
      deliver: ({ task }) => deliver(task, AbortSignal.any([ended.signal, AbortSignal.timeout(answerWithin)])),
      onChange: changed,
    });
    wake = sender.wake;
    sender.wake();
    await new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
    sender.stop();
  }
  // locks exist only where the page came over https or from this machine; two senders cost a call and double nothing
  const sending = 'locks' in navigator ? navigator.locks.request(name, { signal: ended.signal }, send) : send();
  void Promise.resolve(sending).catch(() => undefined);

  channel.addEventListener('message', () => {
    void reload();
    wake();
  });
  void reload();

  return {
    add(task) {
      const entry = entryFor(task, now().toISOString());
      arriving = [...arriving, entry];
      publish();
      void put(entry);
    },
    discard: (id) =>
      void change(async (store) => {
        const entry = (await store.all()).find((other) => other.id === id);
        if (entry) await store.remove(entry);
      }),
    hurry: () => wake(),
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      ended.abort();
      channel.close();
      void opened.then((store) => store.close());
      listeners.clear();
    },
  };
}
