import { setTimeout as delay } from 'node:timers/promises';
import { openTrpcClient } from '../load/trpc-client.ts';

/** Tries again and again to read a room that is somebody else's; returns how many values it was given. */
export async function intrude(url: string, token: string, roomId: string, signal: AbortSignal): Promise<number> {
  let given = 0;
  while (!signal.aborted) {
    const client = await openTrpcClient({ url, token, localAddress: '127.0.0.1' }, { firstValueAdmits: true }).catch(() => null);
    const refused = await client?.join(roomId).then(
      () => false,
      () => true,
    );
    if (refused === false) given += 1;
    void client?.close();
    await delay(500, undefined, { signal }).catch(() => undefined);
  }
  return given;
}
