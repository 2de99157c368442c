import type { LogEvent } from './event-log.ts';

/** Events of one topic that follow each other and became known together. What is made of them is made once for all readers. */
export class EventBatch {
  readonly events: readonly LogEvent[];
  readonly first: number;
  readonly last: number;
  readonly #made = new Map<string, unknown>();

  /** `events` are not empty and without a hole. */
  constructor(events: readonly LogEvent[]) {
    this.events = events;
    this.first = events[0]!.seq;
    this.last = events.at(-1)!.seq;
  }

  /** What `make` gives, made at the first call with this key; one key stands for one kind of thing. */
  once<T>(key: string, make: () => T): T {
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key) as T;
  }
}
