import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import type { Caller } from '../../transport/context.ts';
import { endedAmong } from './queries.ts';
import { onAnnouncedEnd } from './session-bus.ts';

export interface SessionWatch {
  /** Watches the caller's session until the returned function is called, once for each open socket. */
  watch(caller: Caller): () => void;
  /** How many sockets there are. */
  sockets(): number;
  /** Ends the watching; resolves when nothing of it uses the database any more. */
  stop(): Promise<void>;
}

interface SessionWatchOptions {
  db: Database;
  bus: Bus;
  /** Milliseconds between two looks at the database, which finds what the bus lost and what nobody announced. */
  pollEvery: number;
  /** Called once for a watched session that ended, expired, or whose person was disabled or got another role. */
  onEnded: (sessionId: string) => void;
  /** Told of faults of the database; the next look follows all the same. */
  onFault: (error: unknown) => void;
}

/** Knows, for the sessions that have open sockets on this node, when they end. */
export function createSessionWatch({ db, bus, pollEvery, onEnded, onFault }: SessionWatchOptions): SessionWatch {
  const watched = new Map<string, { caller: Caller; sockets: number }>();

  function ended(sessionId: string): void {
    if (watched.delete(sessionId)) onEnded(sessionId);
  }

  async function look(): Promise<void> {
    const tenants = Map.groupBy([...watched.values()].map(({ caller }) => caller), ({ tenantId }) => tenantId);
    for (const [tenantId, callers] of tenants) {
      try {
        for (const { sessionId } of await endedAmong(db, tenantId, callers)) ended(sessionId);
      } catch (error) {
        onFault(error);
      }
    }
  }

  const stopListening = onAnnouncedEnd(bus, ended);
  let stopped = false;
  let looking = Promise.resolve();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      looking = look().then(() => {
        if (!stopped) timer = schedule();
      });
    }, pollEvery);
  }

  return {
    watch(caller) {
      const entry = watched.get(caller.sessionId) ?? { caller, sockets: 0 };
      entry.sockets += 1;
      // the newest token says what role its holder believes to have
      entry.caller = caller;
      watched.set(caller.sessionId, entry);
      let counted = true;
      return () => {
        if (!counted) return;
        counted = false;
        entry.sockets -= 1;
        if (entry.sockets === 0 && watched.get(caller.sessionId) === entry) watched.delete(caller.sessionId);
      };
    },
    sockets: () => watched.values().reduce((sum, { sockets }) => sum + sockets, 0),
    async stop() {
      stopped = true;
      stopListening();
      clearTimeout(timer);
      await looking;
    },
  };
}
