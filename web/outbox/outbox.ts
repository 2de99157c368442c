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
  async function read(): Promise<void> {
    stored = await (await opened).all();
    publish();
  }
  // a store that was closed meanwhile has nothing to show
  const reload = (): void => void read().catch(() => undefined);
  const changed = (): void => {
    channel.postMessage('changed');
    reload();
  };

  async function put(entry: OutboxEntry): Promise<void> {
    const store = await opened;
    await store.put(entry);
    stored = await store.all();
    settle(entry, []);
    channel.postMessage('changed');
    wake();
  }

  async function remove(id: string): Promise<void> {
    const store = await opened;
    const entry = (await store.all()).find((other) => other.id === id);
    if (entry) await store.remove(entry);
    changed();
  }

  /** Shows `instead` in the place of an entry that has not reached the store. */
  function settle(entry: OutboxEntry, instead: OutboxEntry[]): void {
    arriving = arriving.flatMap((other) => (other === entry ? instead : [other]));
    publish();
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
    reload();
    wake();
  });
  reload();

  return {
    add(task) {
      const entry = entryFor(task, now().toISOString());
      arriving = [...arriving.filter(({ id }) => id !== entry.id), entry];
      publish();
      // a full disk: the words stay on screen, and their writer decides
      put(entry).catch(() => settle(entry, [{ ...entry, problem: 'This browser could not keep it.' }]));
    },
    discard(id) {
      arriving = arriving.filter((entry) => entry.id !== id);
      publish();
      void remove(id).catch(() => undefined);
    },
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
