import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink, type TRPCClient, type TRPCWebSocketClient } from '@trpc/client';
import WebSocket from 'ws';
import type { AppRouter } from '../transport/router.ts';
import { password, type TestPerson } from './people.ts';

export interface TestClient {
  person: TestPerson;
  token: string;
  trpc: TRPCClient<AppRouter>;
  /** The client's one WebSocket; opened by the first subscription. */
  socket: TRPCWebSocketClient;
  close(): Promise<void>;
}

/** Signs the person in over HTTP; subscriptions of the client go over a WebSocket, everything else over HTTP. */
export async function connect(url: string, person: TestPerson): Promise<TestClient> {
  const anonymous = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc` })] });
  const { accessToken } = await anonymous.auth.login.mutate({ email: person.email, password });
  const socket = createWSClient({
    url: `${url.replace('http', 'ws')}/trpc`,
    connectionParams: () => ({ token: accessToken }),
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 20,
    lazy: { enabled: true, closeMs: 0 },
  });
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: wsLink({ client: socket }),
        false: httpBatchLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${accessToken}` } }),
      }),
    ],
  });
  return { person, token: accessToken, trpc, socket, close: () => socket.close() };
}
