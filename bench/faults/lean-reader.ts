import { setTimeout as delay } from 'node:timers/promises';
import type { RoomEvent } from '../../shared/rooms.ts';
import { openTrpcClient } from '../load/trpc-client.ts';
import type { History } from './history.ts';

/** Somebody who reads a room until told to stop. */
export interface Reader {
  readonly history: History;
  stop(): Promise<void>;
}

/** A value or an error of the subscription, as tRPC writes it. */
interface Frame {
  result?: { type: string; data?: { id?: string; data?: RoomEvent } & RoomEvent };
  error?: unknown;
}

/** Reads at next to no cost of its own, and comes back behind the last event that it was given. */
export function startLeanReader(url: string, token: string, history: History): Reader {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function readOnce(): Promise<void> {
    let begun = false;
    const client = await openTrpcClient({ url, token, localAddress: '127.0.0.1' }, { firstValueAdmits: true });
    const close = () => void client.close();
    signal.addEventListener('abort', close);
    client.onDelivery = (text) => {
      const { result, error } = JSON.parse(text) as Frame;
      if (error !== undefined && begun) history.broken.push(text);
      if (error !== undefined || result?.type === 'stopped') return void client.close();
      if (result?.type !== 'data') return;
      begun = true;
      const { id, data, ...rest } = result.data!;
      history.note(typeof id === 'string' ? id : undefined, data ?? rest);
    };
    try {
      if (signal.aborted) return;
      if (history.lastEventId !== undefined) history.resumes += 1;
      await client.join(history.roomId, history.lastEventId);
      await client.ended;
    } finally {
      signal.removeEventListener('abort', close);
      void client.close();
    }
  }

  async function read(): Promise<void> {
    while (!signal.aborted) {
      await readOnce().catch(() => undefined);
      await delay(50 + Math.random() * 250, undefined, { signal }).catch(() => undefined);
    }
  }
  const done = read();
  return {
    history,
    async stop() {
      stopping.abort();
      await Promise.race([done, delay(2_000)]);
    },
  };
}
