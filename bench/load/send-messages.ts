import { newId } from '../../shared/ids.ts';
import type { Member } from '../stage.ts';
import type { LoadClient } from './client.ts';
import { createArrivals, type Findings } from './arrivals.ts';

export interface SendResult extends Findings {
  sends: number;
  deliveries: number;
  seconds: number;
  latencies: number[];
}

const attempts = 5;

/** Starts sends one after the other by calling `send`, in whatever rhythm; resolves when all have been acknowledged. */
export type Pace = (sends: number, send: (n: number) => Promise<void>) => Promise<void>;

/** So many sends under way at any time, until all are done. */
export const inFlight =
  (width: number): Pace =>
  async (sends, send) => {
    let next = 0;
    async function lane(): Promise<void> {
      for (let n = next++; n < sends; n = next++) await send(n);
    }
    await Promise.all(Array.from({ length: width }, lane));
  };

/** So many sends a second, whether or not the earlier ones have been answered: an open loop. */
export const perSecond =
  (rate: number): Pace =>
  async (sends, send) => {
    const startedAt = performance.now();
    const answers: Promise<void>[] = [];
    await new Promise<void>((resolve) => {
      const ticks = setInterval(() => {
        const due = Math.min(sends, Math.floor(((performance.now() - startedAt) / 1_000) * rate));
        while (answers.length < due) {
          const answer = send(answers.length);
          // looked at when all have been started; until then a failure must not end the process
          answer.catch(() => {});
          answers.push(answer);
        }
        if (due < sends) return;
        clearInterval(ticks);
        resolve();
      }, 1);
    });
    await Promise.all(answers);
  };

/** Members write to their rooms and read them; resolves when everything has arrived everywhere. */
export async function sendMessages(members: Member[], sends: number, pace: Pace): Promise<SendResult> {
  const arrivals = createArrivals(members.length, sends);
  for (const [index, { client }] of members.entries()) client.onDelivery = (frame) => arrivals.note(index, frame);
  const expected = new Map<string, number>();
  const expect = (roomId: string) => expected.set(roomId, (expected.get(roomId) ?? 0) + 1);

  let refused = 0;
  async function sendUntilTaken(client: LoadClient, roomId: string, content: string): Promise<void> {
    const clientId = newId();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await client.send(roomId, clientId, content);
      } catch (error) {
        if (attempt === attempts) throw error;
        refused += 1;
      }
    }
  }

  const startedAt = performance.now();
  await pace(sends, (n) => {
    const { client, roomId } = members[(n * 7) % members.length]!;
    expect(roomId);
    return sendUntilTaken(client, roomId, arrivals.write(n));
  });
  const total = members.reduce((sum, { roomId }) => sum + (expected.get(roomId) ?? 0), 0);
  await arrivals.settled(total);

  const { deliveries, latencies, twice, outOfOrder } = arrivals;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { sends, deliveries, seconds, latencies, missing: total - deliveries, twice, outOfOrder, refused };
}
