import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openWebSocket, type LeanWebSocket } from '../load/web-socket.ts';
import type { Room } from './clinic.ts';
import type { NodeProcess } from './node-process.ts';

export interface AttackCounts {
  /** Sockets that one address asked for, and those of them that were refused before the upgrade. */
  ofAddress: number;
  refused: number;
  /** Sockets that one person asked for from many addresses, and those of them that were ended. */
  ofPerson: number;
  ended: number;
}

const knockEvery = 5;
const ofPersonEvery = 5;

/** One address asks each node for far more sockets than it may have, and so does one person, until told to stop (S6). */
export async function attack(nodes: readonly NodeProcess[], { staff, patient }: Room, counts: AttackCounts, signal: AbortSignal): Promise<void> {
  const open = new Set<LeanWebSocket>();
  const knocks: Promise<void>[] = [];
  const over = once(signal, 'abort').then(() => 'kept' as const);

  async function knock({ port }: NodeProcess, localAddress: string, token: string): Promise<'kept' | 'refused' | 'ended'> {
    try {
      const socket = await openWebSocket({ url: `http://127.0.0.1:${port}`, path: '/trpc?connectionParams=1', localAddress }, () => undefined);
      open.add(socket);
      socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
      return await Promise.race([over, socket.ended.then(() => 'ended' as const)]);
    } catch {
      return 'refused';
    }
  }

  for (let n = 0; !signal.aborted; n += 1) {
    const node = nodes[n % nodes.length]!;
    counts.ofAddress += 1;
    const { token } = staff[n % staff.length]!;
    knocks.push(knock(node, '127.66.0.1', token).then((end) => void (end === 'refused' && (counts.refused += 1))));
    if (n % ofPersonEvery === 0) {
      counts.ofPerson += 1;
      knocks.push(knock(node, `127.67.${n % 199}.${1 + (Math.floor(n / 199) % 250)}`, patient.token).then((end) => void (end === 'ended' && (counts.ended += 1))));
    }
    await delay(knockEvery, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(knocks);
  await Promise.all([...open].map((socket) => socket.close()));
}
