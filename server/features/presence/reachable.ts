import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import { createLiveState, type SharedState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';

/** Which of a tenant's staff a call reaches at once: they have a connection open, on whatever node. */
export interface Reachable {
  /** Counts a connection of the caller. Returns what ends it. */
  enter(caller: Caller): () => void;
  /** User ids. Who has just gone stays for `limits.live.presenceGrace`: a reload is not an absence. */
  of(tenantId: string): ReadonlySet<string>;
  /** What the nodes tell each other. */
  shared: SharedState;
  stop(): void;
}

interface Open {
  key: string;
  connections: number;
}

export function createReachable({ clock }: { clock: Clock }): Reachable {
  const people = createLiveState<null>({ clock });
  /** Of this node, by tenant and person: however many connections somebody has, one entry is held. */
  const open = new Map<string, Open>();

  return {
    enter({ tenantId, userId, role }) {
      if (!isStaff(role)) return () => undefined;
      const name = `${tenantId} ${userId}`;
      const own = open.get(name) ?? { key: newId(), connections: 0 };
      open.set(name, own);
      own.connections += 1;
      if (own.connections === 1) people.enter(tenantId, own.key, { userId, value: null });
      return () => {
        own.connections -= 1;
        if (own.connections > 0) return;
        open.delete(name);
        people.enter(tenantId, own.key, { userId, value: null }, limits.live.presenceGrace);
      };
    },
    of: (tenantId) => new Set(people.entries(tenantId).map(({ userId }) => userId)),
    shared: people,
    stop: () => people.stop(),
  };
}
