import { backoffDelay } from '../connection/backoff.ts';
import { createRetryGate } from '../connection/retry-gate.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';

/** What became of a try: the server has it, it will never take it, or nobody knows and it is tried again. */
export type Delivery = { outcome: 'taken' } | { outcome: 'refused'; problem: string } | { outcome: 'unknown' };

export interface OutboxSender {
  /** Looks for what waits; lets what waits for its next try go at once. */
  wake(): void;
  stop(): void;
}

/** Tries after which the pauses grow no longer: somebody may be looking at a message that waits. */
const patience = 3;

interface OutboxSenderOptions {
  store: OutboxStore;
  /** Never rejects. */
  deliver(entry: OutboxEntry): Promise<Delivery>;
  /** The store has changed. */
  onChange(): void;
  random?: () => number;
}

/** Sends what waits: each lane in order, one at a time, again and again until the server has answered. Lanes do not wait for each other. */
export function createOutboxSender({ store, deliver, onChange, random = Math.random }: OutboxSenderOptions): OutboxSender {
  const gate = createRetryGate();
  const running = new Set<string>();
  const ended = new AbortController();

  const waiting = async (): Promise<OutboxEntry[]> => (await store.all()).filter(({ problem }) => problem === null);

  async function sendLane(lane: string): Promise<void> {
    let attempt = 0;
    while (!ended.signal.aborted) {
      const entry = (await waiting()).find((each) => each.lane === lane);
      if (!entry) return;
      const delivery = await deliver(entry);
      // who was signed out meanwhile keeps the entry: sent again, it is still one
      if (ended.signal.aborted) return;
      if (delivery.outcome === 'unknown') {
        await gate.pass(backoffDelay(attempt, random()));
        attempt = Math.min(attempt + 1, patience);
        continue;
      }
      attempt = 0;
      if (delivery.outcome === 'taken') await store.remove(entry);
      else await store.setProblem(entry.id, delivery.problem);
      onChange();
    }
  }

  async function look(): Promise<void> {
    const lanes = new Set((await waiting()).map(({ lane }) => lane));
    if (ended.signal.aborted) return;
    for (const lane of lanes) {
      if (running.has(lane)) continue;
      running.add(lane);
      void sendLane(lane)
        .catch(() => gate.pass(backoffDelay(patience, random())))
        .catch(() => undefined)
        .finally(() => {
          running.delete(lane);
          // what was added while the lane was ending
          void look().catch(() => undefined);
        });
    }
  }

  return {
    wake() {
      gate.hurry();
      void look().catch(() => undefined);
    },
    stop() {
      ended.abort();
      gate.shut();
    },
  };
}
