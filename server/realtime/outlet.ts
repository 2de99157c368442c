import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';

/** How a reader's socket is doing. */
export interface Outlet {
  bufferedBytes(): number;
  /** Called once when the reader has not taken its data for `limits.socket.slowFor`. */
  endSlowConsumer(): void;
}

const drainCheckEvery = 50;

/** Waits while the reader's socket holds too much; ends the socket when that does not pass. */
export async function drained(outlet: Outlet | null, signal: AbortSignal): Promise<void> {
  if (!outlet) return;
  for (let waited = 0; outlet.bufferedBytes() > limits.socket.bufferHighWater && !signal.aborted; waited += drainCheckEvery) {
    if (waited >= limits.socket.slowFor) {
      outlet.endSlowConsumer();
      return;
    }
    await delay(drainCheckEvery, undefined, { signal }).catch(() => undefined);
  }
}
