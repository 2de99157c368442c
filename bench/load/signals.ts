import type { Member, Stage } from '../stage.ts';
import type { Findings } from './arrivals.ts';

export interface SignalResult extends Findings {
  deliveries: number;
  seconds: number;
  latencies: number[];
}

/** A change that is on its way to everybody. */
interface Change {
  typing: boolean;
  sentAt: number;
  seen: Uint8Array;
  left: number;
  done(): void;
}

const givesUpAfter = 10_000;

/**
 * People of one room start and stop typing, `width` changes under way at any time: each has to reach every member
 * before its person makes the next. State may be skipped, so nothing is said anew before all have seen it.
 */
export async function sendSignals(stage: Stage, members: Member[], changes: number, width: number): Promise<SignalResult> {
  const underWay = new Map<string, Change>();
  const result: SignalResult = { deliveries: 0, seconds: 0, latencies: [], missing: 0, twice: 0, outOfOrder: 0, refused: 0 };

  function note(reader: number, frame: string): void {
    if (!frame.includes('"type":"typing"')) return;
    const at = frame.indexOf('"userId":"') + 10;
    const change = underWay.get(frame.slice(at, at + 36));
    if (!change) return;
    const typing = frame.startsWith('true', frame.indexOf('"typing":') + 9);
    if (typing !== change.typing) result.outOfOrder += 1;
    else if (change.seen[reader] === 1) result.twice += 1;
    else {
      change.seen[reader] = 1;
      change.left -= 1;
      result.deliveries += 1;
      result.latencies.push(performance.now() - change.sentAt);
      if (change.left === 0) change.done();
    }
  }

  async function tellAll(person: number, typing: boolean): Promise<void> {
    const { client, roomId } = members[person]!;
    const { userId } = stage.people[person]!;
    const { promise, resolve } = Promise.withResolvers<void>();
    const change: Change = { typing, sentAt: performance.now(), seen: new Uint8Array(members.length), left: members.length, done: resolve };
    underWay.set(userId, change);
    const late = setTimeout(resolve, givesUpAfter);
    await Promise.all([client.setTyping(roomId, typing), promise]);
    clearTimeout(late);
    result.missing += change.left;
  }

  for (const [index, { client }] of members.entries()) client.onDelivery = (frame) => note(index, frame);
  const startedAt = performance.now();
  let next = 0;
  async function lane(): Promise<void> {
    for (let person = next++; person * 2 < changes; person = next++) {
      await tellAll(person % members.length, true);
      await tellAll(person % members.length, false);
    }
  }
  await Promise.all(Array.from({ length: width }, lane));
  return { ...result, seconds: (performance.now() - startedAt) / 1_000 };
}
