import { nothingMissed, reduceCatchUp, type CatchUp, type CatchUpEvent } from './catch-up.ts';
import { initialConnection, nextDeadline, reduceConnection } from './connection-machine.ts';
import type { ConnectionEvent, ConnectionModel, ConnectionState } from './connection-machine.ts';
import type { FeedObserver } from './feed-links.ts';

export interface ConnectionSnapshot {
  state: ConnectionState;
  /** The last time that something was caught up after a loss. */
  caughtUp: CatchUp['last'];
  /** Of the last ping, in milliseconds. */
  latency: number | null;
}

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

export interface ConnectionStatus {
  feeds: FeedObserver;
  /** Runs the machine; the time is added. */
  tell(event: WithoutTime<ConnectionEvent>): void;
  measured(latency: number): void;
  /** Whether everything is live in fact, shown or not. */
  isLive(): boolean;
  getSnapshot(): ConnectionSnapshot;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/** Runs the pure machines on real time and tells what people are shown. */
export function createConnectionStatus(now: () => number): ConnectionStatus {
  const listeners = new Set<() => void>();
  const feeds = new Map<number, 'starting' | 'started'>();
  let model: ConnectionModel = initialConnection(now());
  let catchUp: CatchUp = nothingMissed;
  let latency: number | null = null;
  let snapshot: ConnectionSnapshot = { state: model.shown, caughtUp: null, latency };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function publish(): void {
    if (snapshot.state === model.shown && snapshot.caughtUp === catchUp.last && snapshot.latency === latency) return;
    snapshot = { state: model.shown, caughtUp: catchUp.last, latency };
    for (const listener of listeners) listener();
  }

  function schedule(): void {
    clearTimeout(timer);
    const next = nextDeadline(model);
    if (next !== null) timer = setTimeout(() => tell({ type: 'time_passed' }), Math.max(0, next - now()));
  }

  const count = (event: CatchUpEvent) => {
    catchUp = reduceCatchUp(catchUp, event);
  };

  function tell(event: WithoutTime<ConnectionEvent>): void {
    const at = now();
    const before = model.actual.name;
    model = reduceConnection(model, { ...event, at });
    const after = model.actual.name;
    if (before !== after && (after === 'reconnecting' || event.type === 'browser_went_offline')) count({ type: 'lost' });
    if (after === 'live') count({ type: 'live', at });
    schedule();
    publish();
  }

  /** A feed that has ended may still say something; it no longer counts. */
  const changeFeed = (id: number, state: 'starting' | 'started' | 'ended'): void => {
    if (feeds.has(id)) setFeed(id, state);
  };

  function setFeed(id: number, state: 'starting' | 'started' | 'ended'): void {
    if (feeds.get(id) === state) return;
    if (state === 'ended') feeds.delete(id);
    else feeds.set(id, state);
    const started = feeds.size > 0 && [...feeds.values()].every((feed) => feed === 'started');
    tell({ type: 'feeds_changed', started });
  }

  schedule();

  return {
    feeds: {
      opened: (id) => setFeed(id, 'starting'),
      started: (id) => changeFeed(id, 'started'),
      interrupted: (id) => changeFeed(id, 'starting'),
      ended: (id) => changeFeed(id, 'ended'),
      received: () => count({ type: 'received' }),
    },
    tell,
    measured(milliseconds) {
      latency = milliseconds;
      publish();
    },
    isLive: () => model.actual.name === 'live',
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      tell({ type: 'session_ended' });
      clearTimeout(timer);
    },
  };
}
