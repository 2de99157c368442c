import { createWSClient, type TRPCWebSocketClient } from '@trpc/client';
import { closeCodes } from '../../shared/errors.ts';
import { reconnectDelay } from './backoff.ts';
import type { LossReason } from './connection-machine.ts';
import { createConnectionStatus, type ConnectionStatus } from './connection-status.ts';
import { LiveSocket } from './live-socket.ts';
import { createRetryGate } from './retry-gate.ts';
import { noSlotCode, StreamSocket } from './stream-socket.ts';
import { watchWakeUps } from './wake-up.ts';
import { answersAt, blockMemory, createWays, watchForSockets, type Way } from './ways.ts';

export interface Tokens {
  /** An access token with time left. Rejects when there is none to be had at the moment. */
  freshToken(): Promise<string>;
  /** As `freshToken`, but does not trust the one at hand. */
  renewedToken(): Promise<string>;
}

/** The one owner of "are we live?". */
export interface Connection extends Pick<ConnectionStatus, 'feeds' | 'getSnapshot' | 'subscribe'> {
  client: TRPCWebSocketClient;
  /** Gives up the socket, if there is one, and connects at once. */
  reconnect(reason: LossReason): void;
  /** Opens a new socket, moves every subscription there, and closes the old one: nothing is interrupted. */
  replaceSocket(): void;
  /** The server refused our token in the middle of a stream. */
  distrustToken(): void;
  measureLatency(): void;
  stop(): void;
}

/** How long a socket may take to answer after the tab was hidden. */
const probeFor = 2_000;
/** After a server's notice that it restarts, clients come back within this time, not all at once. */
const noticeSpread = 5_000;
/** So many tries in, changing the way no longer spares the wait. */
const changesUnhurried = 3;

/** Where the server is reached in each way. */
export interface Addresses {
  /** `ws:` or `wss:`. */
  socket: string;
  stream: string;
  /** Answers plain requests when the server can be connected to. */
  ready: string;
}

export function createConnection(addresses: Addresses, tokens: Tokens, now: () => number = Date.now): Connection {
  const status = createConnectionStatus(now);
  const gate = createRetryGate();
  const ways = createWays(blockMemory, () => answersAt(addresses.ready));
  const sockets = new Set<LiveSocket | StreamSocket>();
  const openSocket = () => [...sockets].find(({ readyState }) => readyState === WebSocket.OPEN);
  let way: Way = 'socket';
  let attempt = 0;
  /** Whether the next try starts without a wait. */
  let hurried = true;
  let tokenRefused = false;
  /** Why this side gave up its socket. */
  let ownReason: LossReason | null = null;
  let probe: ReturnType<typeof setTimeout> | undefined;

  function measured(latency: number): void {
    clearTimeout(probe);
    status.measured(latency);
  }

  function openLiveSocket(address: string): LiveSocket {
    const socket = new LiveSocket(address, measured);
    let hasOpened = false;
    socket.addEventListener('open', () => {
      hasOpened = true;
      ways.socketOpened();
      status.tell({ type: 'socket_opened', way: 'socket' });
    });
    socket.addEventListener('close', () => hasOpened || socket.isGivenUp || ways.socketRefused());
    return socket;
  }

  function openStreamSocket(): StreamSocket {
    let hasOpened = false;
    let stopWatching: (() => void) | null = null;

    function onWorked(): void {
      ways.streamWorked();
      stopWatching = watchForSockets(`${addresses.socket}?connectionParams=1`, blockMemory, () => {
        ways.socketOpened();
        hurried = true;
        socket.replace();
      });
    }

    const socket = new StreamSocket({
      url: addresses.stream,
      readyUrl: addresses.ready,
      freshToken: tokens.freshToken,
      measured(latency) {
        if (!stopWatching) onWorked();
        measured(latency);
      },
    });
    socket.addEventListener('open', () => {
      hasOpened = true;
      status.tell({ type: 'socket_opened', way: 'stream' });
    });
    socket.addEventListener('close', () => {
      stopWatching?.();
      if (hasOpened && !stopWatching) ways.streamFailed();
    });
    return socket;
  }

  /** tRPC constructs its sockets with this. */
  function Socket(address: string): LiveSocket | StreamSocket {
    const socket = address.startsWith(addresses.socket) ? openLiveSocket(address) : openStreamSocket();
    sockets.add(socket);
    socket.addEventListener('close', () => sockets.delete(socket));
    return socket;
  }

  function delayBeforeTry(): number {
    if (hurried) return 0;
    return openSocket() ? Math.random() * noticeSpread : reconnectDelay(attempt, Math.random());
  }

  /** tRPC asks before every try, and the try starts when this resolves. */
  async function addressWhenItIsTime(): Promise<string> {
    if (status.isLive()) attempt = 0;
    const before = way;
    way = await ways.next();
    // what is known not to get through is no reason to wait, but for who finds that nothing does
    hurried ||= way !== before && attempt <= changesUnhurried;
    const delay = delayBeforeTry();
    hurried = false;
    attempt += 1;
    const number = attempt;
    status.tell({ type: 'try_scheduled', attempt: number, nextTryAt: now() + delay });
    await gate.pass(delay);
    status.tell({ type: 'try_started', attempt: number });
    await (tokenRefused ? tokens.renewedToken() : tokens.freshToken());
    tokenRefused = false;
    return addresses[way];
  }

  function onClose(code: number | undefined): void {
    clearTimeout(probe);
    if (openSocket()) return;
    if (code === closeCodes.unauthenticated || code === closeCodes.forbidden) tokenRefused = true;
    if (status.isLive()) {
      attempt = 0;
      hurried ||= code === closeCodes.unauthenticated;
    }
    status.tell({ type: 'socket_lost', reason: ownReason ?? reasonOf(code) });
    ownReason = null;
  }

  const client = createWSClient({
    url: addressWhenItIsTime,
    connectionParams: async () => ({ token: await tokens.freshToken() }),
    retryDelayMs: () => 0,
    // silence is noticed within 20 s; a stream says every ten that it is there
    keepAlive: { enabled: true, intervalMs: 12_000, pongTimeoutMs: 7_000 },
    WebSocket: Object.assign(Socket, { OPEN: WebSocket.OPEN, CLOSING: WebSocket.CLOSING, CLOSED: WebSocket.CLOSED }) as unknown as typeof WebSocket,
    onClose: (cause) => onClose(cause?.code),
  });

  function giveUpSockets(reason: LossReason): void {
    ownReason = sockets.size > 0 ? reason : null;
    for (const socket of sockets) socket.close();
  }

  function reconnect(reason: LossReason): void {
    attempt = 0;
    giveUpSockets(reason);
    if (!gate.hurry()) hurried = true;
  }

  function probeSocket(): void {
    const socket = openSocket();
    if (!socket) return reconnect('asleep');
    clearTimeout(probe);
    probe = setTimeout(() => reconnect('asleep'), probeFor);
    socket.send('PING');
  }

  const stopWatching = watchWakeUps({
    awoke: () => reconnect('asleep'),
    shown: probeSocket,
    online: () => reconnect('browser_offline'),
    offline: () => {
      status.tell({ type: 'browser_went_offline' });
      giveUpSockets('browser_offline');
    },
  });

  return {
    client,
    feeds: status.feeds,
    getSnapshot: status.getSnapshot,
    subscribe: status.subscribe,
    reconnect,
    replaceSocket() {
      const socket = openSocket();
      if (!socket) return;
      if (socket instanceof StreamSocket) return socket.renew();
      hurried = true;
      socket.replace();
    },
    distrustToken() {
      tokenRefused = true;
      reconnect('token');
    },
    measureLatency: () => openSocket()?.send('PING'),
    stop() {
      stopWatching();
      clearTimeout(probe);
      gate.shut();
      status.stop();
      void client.close();
    },
  };
}

function reasonOf(code: number | undefined): LossReason {
  switch (code) {
    case closeCodes.restart:
      return 'server_restart';
    case closeCodes.unauthenticated:
    case closeCodes.forbidden:
      return 'token';
    case noSlotCode:
      return 'too_many_tabs';
    case closeCodes.tooManyMessages:
      return 'too_slow';
    default:
      return 'network';
  }
}
