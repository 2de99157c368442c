import { MadeOnce } from './made-once.ts';
import { drained, type Outlet } from './outlet.ts';

/** One step of a state, the same for every reader who knew `from`. */
export class StateChange<State, Signal> extends MadeOnce {
  readonly from: State;
  readonly to: State;
  readonly signals: readonly Signal[];

  constructor(from: State, to: State, signals: readonly Signal[]) {
    super();
    this.from = from;
    this.to = to;
    this.signals = signals;
  }
}

/** A small state that many on this node follow: read, and compared with what it was, once for all of them. */
export interface StateHub<State, Signal> {
  /** The state as it is now. */
  current(): State;
  /** What a reader who knows `from` (null: nothing yet) has to be told to know `to`. */
  differences(from: State | null, to: State): Signal[];
  /** Something changed. Readers hear of all that changes in one turn of the event loop together. */
  changed(): void;
  onChange(listener: (change: StateChange<State, Signal>) => void): () => void;
}

interface StateHubOptions<State, Signal> {
  read(): State;
  differences(from: State | null, to: State): Signal[];
}

export function createStateHub<State, Signal>({ read, differences }: StateHubOptions<State, Signal>): StateHub<State, Signal> {
  const listeners = new Set<(change: StateChange<State, Signal>) => void>();
  let state = read();
  let isStale = false;

  function refresh(): void {
    if (!isStale) return;
    isStale = false;
    const to = read();
    const signals = differences(state, to);
    if (signals.length === 0) return;
    const change = new StateChange(state, to, signals);
    state = to;
    for (const listener of listeners) listener(change);
  }

  return {
    current() {
      refresh();
      return state;
    },
    differences,
    changed() {
      if (isStale) return;
      isStale = true;
      setImmediate(refresh);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface HubStreamOptions<State, Signal> {
  hub: StateHub<State, Signal>;
  signal: AbortSignal;
  outlet: Outlet | null;
  /** As for an event stream: hands the change to the reader at once, past this stream, and says whether it did. */
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
  let known: State | null = null;
  while (!signal.aborted) {
    await drained(outlet, signal);
    const state = hub.current();
    if (state === known) {
      known = await moved(hub, state, signal, direct);
      continue;
    }
    for (const each of hub.differences(known, state)) {
      if (signal.aborted) return;
      yield each;
    }
    known = state;
  }
}

/** Resolves when the state has moved beyond what `direct` took or the reader is gone: to what the reader knows then. */
function moved<State, Signal>(
  hub: StateHub<State, Signal>,
  known: State,
  signal: AbortSignal,
  direct: (change: StateChange<State, Signal>) => boolean,
): Promise<State> {
  return new Promise((resolve) => {
    let at = known;
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve(at);
    };
    const stopListening = hub.onChange((change) => {
      if (change.from === at && direct(change)) at = change.to;
      else done();
    });
    signal.addEventListener('abort', done);
    if (signal.aborted || hub.current() !== at) done();
  });
}
