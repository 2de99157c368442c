import { MadeOnce } from './made-once.ts';
import { drained, type Outlet } from './outlet.ts';

/** One step of a state, the same for every reader who knew `from`; null is to know nothing. */
export class StateChange<State, Signal> extends MadeOnce {
  readonly from: State | null;
  readonly to: State;
  readonly signals: readonly Signal[];

  constructor(from: State | null, to: State, signals: readonly Signal[]) {
    super();
    this.from = from;
    this.to = to;
    this.signals = signals;
  }
}

/** A small state that many on this node follow: read, and compared with what it was, once for all of them. */
export interface StateHub<State, Signal> {
  /** The state as it was last read. */
  current(): State;
  /** What leads a reader who knows `from` (null: nothing yet) to the current state; one object for all who know nothing and ask at once. */
  stepFrom(from: State | null): StateChange<State, Signal>;
  /** Something changed. Readers hear together of all that changes within the hub's gathering time. */
  changed(): void;
  /** Resolves when what has changed by now has been read. */
  settled(): Promise<void>;
  onChange(listener: (change: StateChange<State, Signal>) => void): () => void;
}

interface StateHubOptions<State, Signal> {
  read(): State;
  differences(from: State | null, to: State): Signal[];
  /** Milliseconds for which changes are gathered; without it those of one turn of the event loop are. */
  gatherFor?: number;
}

export function createStateHub<State, Signal>({ read, differences, gatherFor = 0 }: StateHubOptions<State, Signal>): StateHub<State, Signal> {
  const listeners = new Set<(change: StateChange<State, Signal>) => void>();
  let state = read();
  /** While something has changed and is not read yet. */
  let stale: PromiseWithResolvers<void> | null = null;
  let whole: StateChange<State, Signal> | null = null;

  function refresh(): void {
    const waiting = stale;
    stale = null;
    const from = state;
    const to = read();
    const signals = to === from ? [] : differences(from, to);
    if (signals.length > 0) {
      state = to;
      whole = null;
      const change = new StateChange(from, to, signals);
      for (const listener of listeners) listener(change);
    }
    waiting?.resolve();
  }

  /** Held for one turn only: what is made of it for each name of a subscription adds up. */
  function makeWhole(): StateChange<State, Signal> {
    setImmediate(() => (whole = null));
    return new StateChange<State, Signal>(null, state, differences(null, state));
  }

  return {
    current: () => state,
    stepFrom: (from) => (from === null ? (whole ??= makeWhole()) : new StateChange(from, state, differences(from, state))),
    changed() {
      if (stale) return;
      stale = Promise.withResolvers();
      if (gatherFor > 0) setTimeout(refresh, gatherFor).unref();
      else setImmediate(refresh);
    },
    settled: () => stale?.promise ?? Promise.resolve(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One reader's place in a hub. */
export class HubReader<State, Signal> {
  readonly #hub: StateHub<State, Signal>;
  /** As for an event stream: hands a change to the reader at once, and says whether it did. */
  readonly #direct: (change: StateChange<State, Signal>) => boolean;
  #known: State | null = null;

  constructor(hub: StateHub<State, Signal>, direct: (change: StateChange<State, Signal>) => boolean) {
    this.#hub = hub;
    this.#direct = direct;
  }

  /** What the reader has to be told, beyond what was handed to it at once, to know what is so. */
  take(): readonly Signal[] {
    if (this.#hub.current() === this.#known) return [];
    const step = this.#hub.stepFrom(this.#known);
    this.#known = step.to;
    return this.#direct(step) ? [] : step.signals;
  }

  /** Calls back when something changed that could not be handed over at once. Returns what ends it. */
  watch(wake: () => void): () => void {
    return this.#hub.onChange((change) => {
      if (change.from === this.#known && this.#direct(change)) this.#known = change.to;
      else wake();
    });
  }

  get isBehind(): boolean {
    return this.#hub.current() !== this.#known;
  }
}

interface HubStreamOptions<State, Signal> {
  hub: StateHub<State, Signal>;
  signal: AbortSignal;
  outlet: Outlet | null;
  direct?: (change: StateChange<State, Signal>) => boolean;
}

/**
 * The whole state first, then what changes, until the signal ends it. What changes while the reader is busy becomes one
 * step from what it knows to what is so: steps may be skipped, the newest state never.
 */
export async function* hubStream<State, Signal>({
  hub,
  signal,
  outlet,
  direct = () => false,
}: HubStreamOptions<State, Signal>): AsyncGenerator<Signal, void> {
  const reader = new HubReader(hub, direct);
  // a newcomer is part of what it is told, and is told with those who come at the same time
  await hub.settled();
  while (!signal.aborted) {
    await drained(outlet, signal);
    for (const each of reader.take()) {
      if (signal.aborted) return;
      yield each;
    }
    if (!reader.isBehind) await moved(reader, signal);
  }
}

/** Resolves when there is something to take or the reader is gone. */
function moved(reader: { watch(wake: () => void): () => void }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stopListening = reader.watch(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
