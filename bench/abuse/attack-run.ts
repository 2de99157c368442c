import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AttackOrder, AttackResult } from './attack.ts';

/** What all connections of one attack share. */
export interface AttackRun {
  readonly order: AttackOrder;
  readonly over: AbortSignal;
  /** Resolves when the next thing may be sent. */
  mayGo(): Promise<void>;
  sent(): void;
  answered(bytes: number): void;
  received(bytes: number): void;
  refused(reason: string): void;
}

/** More than any attack reaches in its time; the end of one that would. */
const mostSent = 1_000_000;

export function createAttackRun(order: AttackOrder, result: AttackResult): AttackRun {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), order.milliseconds).unref();
  const pace = order.perSecond === null ? null : createPace(order.perSecond, 1);
  return {
    order,
    over: ending.signal,
    mayGo: () => pace?.() ?? Promise.resolve(),
    sent() {
      result.sent += 1;
      if (result.sent >= mostSent) ending.abort();
    },
    answered(bytes) {
      result.answered += 1;
      result.bytesReceived += bytes;
    },
    received(bytes) {
      result.bytesReceived += bytes;
    },
    refused(reason) {
      result.refused[reason] = (result.refused[reason] ?? 0) + 1;
    },
  };
}

/** A token bucket that is waited for: each call resolves when its turn has come. */
export function createPace(perSecond: number, burst: number): () => Promise<void> {
  let left = burst;
  let at = performance.now();
  return async () => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - at) / 1_000) * perSecond) - 1;
    at = now;
    if (left < 0) await delay((-left / perSecond) * 1_000);
  };
}

/** The text with an id of its own at every `$id`. */
export const withFreshIds = (text: string): string => (text.includes('$id') ? text.replaceAll('$id', () => randomUUID()) : text);

/** The reason that a refusal names, from the beginning of an answer. */
export function reasonIn(answer: string): string {
  const at = answer.indexOf('"reason":"');
  return at < 0 ? 'ERROR' : answer.slice(at + 10, answer.indexOf('"', at + 10));
}
