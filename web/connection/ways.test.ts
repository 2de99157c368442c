import { afterEach, expect, test, vi } from 'vitest';
import { createWays, watchForSockets, type Way, type WayMemory } from './ways.ts';

function remember(way: Way = 'socket'): WayMemory {
  return { get: () => way, set: (value) => void (way = value) };
}
const there = () => Promise.resolve(true);
const away = () => Promise.resolve(false);

afterEach(() => void vi.useRealTimers());

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
  expect(memory.get()).toBe('socket');
  ways.streamWorked();
  expect(await createWays(memory, there).next()).toBe('stream');
  ways.socketOpened();
  expect(await createWays(memory, there).next()).toBe('socket');
});

test('where neither comes through they take turns', async () => {
  const ways = createWays(remember('stream'), there);
  const taken: Way[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const way = await ways.next();
    taken.push(way);
    if (way === 'stream') ways.streamFailed();
    else ways.socketRefused();
  }
  expect(taken).toEqual(['stream', 'socket', 'stream', 'socket']);
});

test('at once and now and then it is looked whether a socket gets through after all', () => {
  vi.useFakeTimers();
  const opened: EventTarget[] = [];
  const close = vi.fn();
  class Socket extends EventTarget {
    close = close;
    constructor() {
      super();
      opened.push(this);
    }
  }
  vi.stubGlobal('WebSocket', Socket);
  const found = vi.fn();
  const stop = watchForSockets('ws://pharmacy.test', found);
  vi.advanceTimersByTime(10 * 60_000);
  expect(opened).toHaveLength(3);
  expect(found).not.toHaveBeenCalled();
  opened[1]!.dispatchEvent(new Event('open'));
  expect(found).toHaveBeenCalledOnce();
  expect(close).toHaveBeenCalledOnce();
  stop();
  opened[2]!.dispatchEvent(new Event('open'));
  expect(found, 'nobody is told after the stop').toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
  vi.unstubAllGlobals();
});
