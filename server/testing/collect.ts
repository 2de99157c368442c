/** What a subscription has delivered, and a way to wait for more of it. */
export interface Collected<T> {
  readonly values: T[];
  readonly errors: unknown[];
  readonly started: number;
  readonly ended: boolean;
  /** Resolves with the first value that matches, delivered before or after the call; rejects when the stream ends first. */
  find<M extends T>(matches: (value: T) => value is M): Promise<M>;
  find(matches: (value: T) => boolean): Promise<T>;
  /** Resolves once the condition holds; it is looked at after everything that happens on the stream. */
  until(condition: () => boolean): Promise<void>;
  stop(): void;
}

interface Observer<T> {
  onStarted(): void;
  onData(value: T): void;
  onError(error: unknown): void;
  onComplete(): void;
}

/** Starts a subscription (`collect((observer) => client.trpc.rooms.events.subscribe(input, observer))`) and keeps what it delivers. */
export function collect<T>(subscribe: (observer: Observer<T>) => { unsubscribe(): void }): Collected<T> {
  const values: T[] = [];
  const errors: unknown[] = [];
  let started = 0;
  let ended = false;
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };

  const subscription = subscribe({
    onStarted: () => (started++, changed()),
    onData: (value) => (values.push(value), changed()),
    onError: (error) => ((ended = true), errors.push(error), changed()),
    onComplete: () => ((ended = true), changed()),
  });

  function until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (condition()) resolve();
        else if (ended) reject(new Error('The subscription ended before the condition was met.', { cause: errors.at(-1) }));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  }

  return {
    values,
    errors,
    get started() {
      return started;
    },
    get ended() {
      return ended;
    },
    async find(matches: (value: T) => boolean): Promise<never> {
      await until(() => values.some(matches));
      return values.find(matches) as never;
    },
    until,
    stop: () => subscription.unsubscribe(),
  };
}
