import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../shared/ids.ts';
import type { Calls } from './calls.ts';
import type { Someone } from './clinic.ts';

/** A message that the server said is stored. */
export interface Acknowledged {
  roomId: string;
  clientMessageId: string;
  seq: number;
  /** When it was first sent. */
  calledAt: number;
}

const noteEvery = 5;

/** Writes one message after the other, every fifth of staff a note for staff, each until it is answered. */
export async function write(calls: Calls, author: Someone, roomId: string, pause: number, acknowledged: Acknowledged[], signal: AbortSignal): Promise<void> {
  const trpc = calls.client(author.token);
  const isStaff = author.caller.role !== 'patient';
  for (let n = 0; !signal.aborted; n += 1) {
    const clientMessageId = newId();
    const visibility = isStaff && n % noteEvery === 0 ? 'staff' : 'everyone';
    const calledAt = performance.now();
    const outcome = await calls.persist((signal) =>
      trpc.messages.send.mutate({ roomId, clientMessageId, content: `Message ${n}: the refill is ready.`, messageType: 'text', visibility }, { signal }),
    );
    if (outcome && 'refused' in outcome) throw new Error(`A message was refused: ${outcome.refused}`);
    if (outcome) acknowledged.push({ roomId, clientMessageId, seq: outcome.answer.seq, calledAt });
    await delay(pause * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
  }
}
