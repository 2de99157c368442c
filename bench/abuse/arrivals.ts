import { setTimeout as delay } from 'node:timers/promises';
import { openTrpcClient, type TrpcLoadClient } from '../load/trpc-client.ts';
import { password } from './town.ts';

const address = '127.0.0.1';
const retryEvery = 250;
const attempts = 20;

/** Signs in with a password, connects as a client does, looks at the inbox and leaves. A socket that is refused for the moment is asked for again. */
export async function comeIn(url: string, email: string): Promise<void> {
  const response = await fetch(`${url}/trpc/auth.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const answer = (await response.json()) as { result?: { data: { accessToken: string } }; error?: { data: { reason: string } } };
  if (!answer.result) throw new Error(`"reason":"${answer.error?.data.reason ?? `HTTP_${response.status}`}"`);
  const client = await persist(url, answer.result.data.accessToken);
  await client.ask('subscription', 'inbox.events', {});
  await client.close();
}

async function persist(url: string, token: string): Promise<TrpcLoadClient> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openTrpcClient({ url, token, localAddress: address }, { firstValueAdmits: true });
    } catch (error) {
      if (attempt === attempts) throw error;
      await delay(retryEvery);
    }
  }
}
