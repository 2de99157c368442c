import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '../../server/transport/context.ts';
import { openTrpcClient, type TrpcLoadClient } from '../load/trpc-client.ts';

const perAddress = 30;

/** People who are there, do nothing, and watch who else is: what presence costs is a matter of how many they are. */
export async function letBystandersIn(url: string, people: Caller[], issue: (caller: Caller) => Promise<{ token: string }>): Promise<{ leave(): Promise<void> }> {
  const clients: TrpcLoadClient[] = [];
  for (const [n, caller] of people.entries()) {
    const localAddress = `127.0.3.${1 + Math.floor(n / perAddress)}`;
    const client = await openTrpcClient({ url, token: (await issue(caller)).token, localAddress }, { firstValueAdmits: true });
    await client.ask('subscription', 'presence.watch', {});
    clients.push(client);
  }
  return {
    async leave() {
      await Promise.all(clients.map((client) => Promise.race([client.close(), delay(1_000)])));
    },
  };
}
