import type { LoadClient } from './load/client.ts';
import type { ServerProcess } from './server-process.ts';
import type { System } from './systems.ts';
import type { Tenant } from './move-in.ts';

/** Somebody connected, and the room that is theirs. */
export interface Member {
  client: LoadClient;
  roomId: string;
}

/** One system, started anew for one measurement. */
export interface Stage {
  system: System;
  server: ServerProcess;
  tenant: Tenant;
  /** Of the database that the system runs on, the superuser's. */
  databaseUrl: string;
}

const socketsPerAddress = 8;
const atOnce = 50;

/** Connects the person with this number, from one of the loopback addresses. */
export async function connectPerson({ system, server, tenant }: Stage, index: number): Promise<Member> {
  const { caller, roomId } = tenant.people[index]!;
  const address = Math.floor(index / socketsPerAddress);
  const localAddress = `127.0.${2 + Math.floor(address / 250)}.${1 + (address % 250)}`;
  return { client: await system.open({ url: server.url, token: await tenant.tokenOf(caller), localAddress }), roomId };
}

/** Connects everybody, a few at a time. */
export async function connectEverybody(stage: Stage): Promise<Member[]> {
  const members: Member[] = [];
  await eachAtOnce(stage.tenant.people.length, async (index) => {
    members[index] = await connectPerson(stage, index);
  });
  return members;
}

export const joinRooms = (members: Member[]): Promise<void> => eachAtOnce(members.length, (index) => members[index]!.client.join(members[index]!.roomId));

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
