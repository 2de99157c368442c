import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../shared/ids.ts';
import type { Calls } from './calls.ts';
import type { Room } from './clinic.ts';

/** One order for which several people reached at once, and how many of them were told that it is theirs. */
export interface ClaimRound {
  roomId: string;
  winners: string[];
}

/** Opens orders and lets the room's staff claim each at the same moment, until told to stop. */
export async function raceForOrders(calls: Calls, { staff, patientId }: Room, pause: number, rounds: ClaimRound[], signal: AbortSignal): Promise<void> {
  const people = staff.map(({ caller, token }) => ({ caller, trpc: calls.client(token) }));
  const [{ trpc: first }] = people as [(typeof people)[number]];
  while (!signal.aborted) {
    const clientOrderId = newId();
    const created = await calls.persist((signal) => first.chatOrders.create.mutate({ clientOrderId, patientId }, { signal }));
    if (created && 'answer' in created) {
      const { roomId } = created.answer;
      const outcomes = await Promise.all(people.map(({ trpc }) => calls.persist((signal) => trpc.chatOrders.claim.mutate({ roomId }, { signal }))));
      // a round in which somebody stayed without an answer shows nothing; the call itself is counted
      if (!outcomes.includes(null)) rounds.push({ roomId, winners: people.flatMap(({ caller }, index) => ('answer' in outcomes[index]! ? [caller.userId] : [])) });
    }
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}
