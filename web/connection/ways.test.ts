import { afterEach, expect, test, vi } from 'vitest';
import { createWays, watchForSockets, type BlockMemory, type Way } from './ways.ts';

function remember(blockedAt: number | null = null): BlockMemory {
  return { get: () => blockedAt, set: (at) => void (blockedAt = at) };
}
const there = () => Promise.resolve(true);
const away = () => Promise.resolve(false);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('two sockets refused in a row while the server answers lead to streams', async () => {
  const ways = createWays(remember(), there);
  expect(await ways.next()).toBe('socket');
  ways.socketRefused();
  expect(await ways.next()).toBe('socket');
  ways.socketRefused();
  expect(await ways.next()).toBe('stream');
});

test('a server that is away, in between too, says nothing about the network', async () => {
  const answers = vi.fn<() => Promise<boolean>>(away);
  const ways = createWays(remember(), answers);
  for (let refusal = 0; refusal < 5; refusal++) {
    ways.socketRefused();
    expect(await ways.next()).toBe('socket');
  }
  for (const answer of [there, away, there]) {
    answers.mockImplementation(answer);
    ways.socketRefused();
    expect(await ways.next()).toBe('socket');
  }
});

test('a socket that opened in between starts the count anew', async () => {
  const ways = createWays(remember(), there);
  ways.socketRefused();
  await ways.next();
  ways.socketOpened();
  ways.socketRefused();
  expect(await ways.next()).toBe('socket');
});

test('only a stream that came through is remembered, until a socket does', async () => {
  const memory = remember();
  const ways = createWays(memory, there);
  ways.socketRefused();
  await ways.next();
  ways.socketRefused();
  await ways.next();
  expect(memory.get()).toBeNull();
  ways.streamWorked();
  expect(await createWays(memory, there).next()).toBe('stream');
  ways.socketOpened();
  expect(await createWays(memory, there).next()).toBe('socket');
});

test('where neither comes through they take turns', async () => {
  const ways = createWays(remember(1_000), there);
  const taken: Way[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const way = await ways.next();
    taken.push(way);
    if (way === 'stream') ways.streamFailed();
    else ways.socketRefused();
  }
  expect(taken).toEqual(['stream', 'socket', 'stream', 'socket']);
});

function stubSockets(): EventTarget[] {
  const sockets: EventTarget[] = [];
  class Socket extends EventTarget {
    close = () => undefined;
    constructor() {
      super();
      sockets.push(this);
    }
  }
  vi.stubGlobal('WebSocket', Socket);
  return sockets;
}

test('now and then it is looked whether a socket gets through after all', () => {
  vi.useFakeTimers();
  const sockets = stubSockets();
  const found = vi.fn();
  const memory = remember(Date.now());
  const stop = watchForSockets('ws://pharmacy.test', memory, found);
  vi.advanceTimersByTime(10 * 60_000);
  expect(sockets).toHaveLength(2);
  sockets[0]!.dispatchEvent(new Event('error'));
  expect(memory.get()).toBe(Date.now());
  expect(found).not.toHaveBeenCalled();
  sockets[1]!.dispatchEvent(new Event('open'));
  expect(found).toHaveBeenCalledOnce();
  stop();
  sockets[1]!.dispatchEvent(new Event('open'));
  expect(found, 'nobody is told after the stop').toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('it is looked at once when the last look is long ago', () => {
  vi.useFakeTimers();
  const sockets = stubSockets();
  watchForSockets('ws://pharmacy.test', remember(Date.now() - 6 * 60_000), vi.fn())();
  expect(sockets).toHaveLength(1);
});
