import { setTimeout as delay } from 'node:timers/promises';
import type { LoadClient } from './load/client.ts';
import type { ServerProcess } from './server-process.ts';
import type { System } from './systems.ts';
import type { Person } from './move-in.ts';

/** Somebody connected, and the room that is theirs. */
export interface Member {
  client: LoadClient;
  roomId: string;
}

/** One system, started anew for one measurement. */
export interface Stage {
  system: System;
  server: ServerProcess;
  tenantId: string;
  people: Person[];
  /** Differs from measurement to measurement: where connections come from is limited by address. */
  network: number;
  /** Of the database that the system runs on, the superuser's. */
  databaseUrl: string;
}

const socketsPerAddress = 8;
const atOnce = 50;
const attempts = 20;
const retryEvery = 250;

/** One of the machine's own addresses, for this person and a few others. */
export function addressOf({ network }: Pick<Stage, 'network'>, index: number): string {
  const address = Math.floor(index / socketsPerAddress);
  return `127.${network}.${Math.floor(address / 250)}.${1 + (address % 250)}`;
}

export async function connectPerson(stage: Stage, index: number): Promise<Member> {
  const { system, server, people } = stage;
  const { token, roomId } = people[index]!;
  return { client: await system.open({ url: server.url, token, localAddress: addressOf(stage, index) }), roomId };
}

/** Connects everybody, a few at a time. What is refused for the moment is tried again, as clients do. */
export async function connectEverybody(stage: Stage): Promise<Member[]> {
  const members: Member[] = [];
  await eachAtOnce(stage.people.length, async (index) => {
    members[index] = await persist(() => connectPerson(stage, index));
  });
  return members;
}

export const joinRooms = (members: Member[]): Promise<void> =>
  eachAtOnce(members.length, (index) => persist(() => members[index]!.client.join(members[index]!.roomId)));

/** As `joinRooms`, but to follow who is typing. */
export const watchRooms = (members: Member[]): Promise<void> =>
  eachAtOnce(members.length, (index) => persist(() => members[index]!.client.watch(members[index]!.roomId)));

export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await delay(retryEvery);
    }
  }
}

export async function disconnect(members: Member[]): Promise<void> {
  await Promise.all(members.map(({ client }) => client.close()));
}

/** Calls `work` for 0 to `count - 1`, with a few under way at any time. */
export async function eachAtOnce(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  async function lane(): Promise<void> {
    for (let index = next++; index < count; index = next++) await work(index);
  }
  await Promise.all(Array.from({ length: atOnce }, lane));
}
