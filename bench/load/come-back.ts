import { setTimeout as delay } from 'node:timers/promises';
import { connectPerson, type Member, type Stage } from '../stage.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';

export interface ComeBackResult {
  /** Milliseconds until each person had what they missed; Infinity where they never had. */
  backAfter: Float64Array;
  failedAttempts: number;
}

const retryEvery = 250;
const attemptWithin = 20_000;
const givesUpAfter = 60_000;

/**
 * Everybody connects at once and joins behind the position where they were; one is back when `missed` messages have
 * come. Whoever fails tries again, behind what came meanwhile.
 */
export async function comeBack(stage: Stage, positions: string[], missed: number, arrivals: Arrivals): Promise<ComeBackResult> {
  const startedAt = performance.now();
  const backAfter = new Float64Array(positions.length).fill(Infinity);
  const members: Member[] = [];
  let failedAttempts = 0;

  async function attempt(index: number): Promise<Member> {
    const member = await connectPerson(stage, index);
    const { client, roomId } = member;
    client.onDelivery = (frame) => {
      if (!arrivals.note(index, frame)) return;
      positions[index] = stage.system.positionOf(frame);
      if (arrivals.received(index) === missed) backAfter[index] = Math.min(backAfter[index]!, performance.now() - startedAt);
    };
    try {
      await client.join(roomId, positions[index]);
    } catch (error) {
      await client.close();
      throw error;
    }
    return member;
  }

  async function tryUntilBack(index: number): Promise<void> {
    while (performance.now() - startedAt < givesUpAfter) {
      try {
        members.push(await inTime(attempt(index)));
        return;
      } catch {
        failedAttempts += 1;
        await delay(retryEvery);
      }
    }
  }

  await Promise.all(positions.map((_, index) => tryUntilBack(index)));
  await arrivals.settled(missed * positions.length);
  await Promise.all(members.map(({ client }) => client.close()));
  return { backAfter, failedAttempts };
}

/** What a client does that waits no longer. */
async function inTime<T>(attempt: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error('No answer in time.')), attemptWithin);
  try {
    return await Promise.race([attempt, promise]);
  } finally {
    clearTimeout(late);
  }
}

/** Each room gets a first message; its position is where each member comes back to. */
export async function firstPositions({ system }: Stage, members: Member[], sendToAllRooms: (write: (n: number) => string) => Promise<unknown>): Promise<string[]> {
  const positions: string[] = [];
  const arrivals = createArrivals(members.length, members.length);
  for (const [index, { client }] of members.entries())
    client.onDelivery = (frame) => {
      if (arrivals.note(index, frame)) positions[index] = system.positionOf(frame);
    };
  await sendToAllRooms(arrivals.write);
  await arrivals.settled(members.length);
  for (const { client } of members) client.onDelivery = () => {};
  return positions;
}
