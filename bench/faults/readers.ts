import { setTimeout as delay } from 'node:timers/promises';
import type { LogEntry } from './findings.ts';
import type { Room } from './clinic.ts';
import { History } from './history.ts';
import { startLeanReader, type Reader } from './lean-reader.ts';
import { startTrpcReader } from './trpc-reader.ts';

const convergesWithin = 45_000;

/** The patient of each room and its staff, the first `whole` of the staff with tRPC's own client; resolves when all have been admitted. */
export async function startReaders(url: string, rooms: readonly Room[], whole: number): Promise<Reader[]> {
  const readers = rooms.flatMap(({ roomId, patient, staff }) => [
    startLeanReader(url, patient.token, new History(roomId, 'everyone')),
    ...staff.map(({ token }, index) => (index < whole ? startTrpcReader : startLeanReader)(url, token, new History(roomId, 'staff'))),
  ]);
  await until(() => readers.every(({ history }) => history.start !== null), convergesWithin);
  return readers;
}

/** Waits until every reader has what is in the log. */
export async function haveRead(histories: readonly History[], log: readonly LogEntry[]): Promise<void> {
  const heads = new Map<string, number>();
  for (const { roomId, seq, audience } of log) {
    heads.set(`${roomId} staff`, seq);
    if (audience === 'everyone') heads.set(`${roomId} everyone`, seq);
  }
  await until(() => histories.every(({ roomId, audience, position, start }) => Math.max(position, start ?? 0) >= (heads.get(`${roomId} ${audience}`) ?? 0)), convergesWithin);
}

/** Waits for the condition, or for so long. What is missing then is a finding, not an error. */
export async function until(condition: () => boolean, within: number): Promise<void> {
  for (const deadline = performance.now() + within; !condition() && performance.now() < deadline; ) await delay(50);
}
