import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { createLocalBus, type Bus, type Channel } from './bus.ts';
import { createLiveExchange, type LiveExchange } from './live-exchange.ts';
import { createLiveState, type LiveState } from './live-state.ts';

interface Node {
  bus: Bus;
  /** Whether others hear it, and it them. */
  connected: boolean;
  room: LiveState<string>;
  typing: LiveState<null>;
  exchange: LiveExchange;
  /** Sends nothing any more, as a killed process. */
  kill(): void;
  rejoin(): void;
}

const nodes: Node[] = [];
let sent: { name: string; text: string }[];
let loseNext: number;

/** Nodes whose messages travel as they do over the wire, at once and in order. */
function start(): Node {
  const local = createLocalBus();
  const rejoining = new Set<() => void>();
  const bus: Bus = {
    ...local,
    state: 'connected',
    publish<M>(channel: Channel<M>, message: M) {
      local.publish(channel, message);
      const text = channel.wire.write(message);
      sent.push({ name: channel.name, text });
      if (!node.connected || loseNext-- > 0) return;
      for (const other of nodes) if (other !== node && other.connected) deliver(other, channel, text);
    },
    onReconnect: (listener) => (rejoining.add(listener), () => rejoining.delete(listener)),
  };
  const clock = { now: () => Date.now() };
  const room = createLiveState<string>({ clock });
  const typing = createLiveState<null>({ clock });
  const node: Node = {
    bus,
    connected: true,
    room,
    typing,
    exchange: createLiveExchange({ bus, states: { room, typing } }),
    kill: () => (node.connected = false),
    rejoin() {
      node.connected = true;
      for (const listener of rejoining) listener();
    },
  };
  inner.set(node, local);
  nodes.push(node);
  node.rejoin();
  return node;
}
const inner = new WeakMap<Node, Bus>();
function deliver<M>(node: Node, channel: Channel<M>, text: string): void {
  const message = channel.wire.read(text);
  if (message === null) throw new Error(`A node wrote what none can read: ${text}`);
  inner.get(node)!.publish(channel, message);
}

const here = ({ room }: Node, group = 'r'): string[] => room.entries(group).map(({ userId, value }) => `${userId} ${value}`).toSorted();
const typers = ({ typing }: Node): string[] => typing.entries('r').map(({ userId }) => userId);
const pass = (ms: number) => vi.advanceTimersByTime(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  loseNext = 0;
});
afterEach(() => {
  for (const { exchange, room, typing } of nodes.splice(0)) {
    exchange.stop();
    room.stop();
    typing.stop();
  }
  vi.useRealTimers();
});

test('who comes and goes on one node is seen on the others well within a second', () => {
  const [one, other] = [start(), start()];
  let changes = 0;
  other.room.watch('r', () => changes++);
  const leave = one.room.enter('r', 'tab', { userId: 'lena', value: 'tab' });
  one.room.enter('r', 'phone', { userId: 'lena', value: 'phone' });
  pass(limits.bus.gatherFor);
  expect(here(other)).toEqual(['lena phone', 'lena tab']);
  expect(changes).toBe(1);
  leave();
  pass(limits.bus.gatherFor);
  expect(here(other)).toEqual(['lena phone']);
});

test('a new node knows everything at once, however much it is', () => {
  const one = start();
  for (let n = 0; n < 250; n++) one.room.enter('r', `key ${n}`, { userId: `user ${n}`, value: '' });
  one.typing.enter('r', 'lena', { userId: 'lena', value: null }, 6_000);
  const late = start();
  expect(here(late)).toHaveLength(250);
  expect(typers(late)).toEqual(['lena']);
  pass(6_000);
  expect(typers(late)).toEqual([]);
});

test('a node that is killed lapses, and only what it told', () => {
  const [one, other] = [start(), start()];
  one.room.enter('r', 'a', { userId: 'lena', value: '' });
  other.room.enter('r', 'b', { userId: 'omar', value: '' });
  pass(1_000);
  one.kill();
  pass(limits.bus.nodeLapses - 1_500);
  expect(here(other)).toEqual(['lena ', 'omar ']);
  pass(1_500);
  expect(here(other)).toEqual(['omar ']);
  expect(other.exchange.peers()).toBe(0);
  expect(limits.bus.nodeLapses).toBeLessThan(30_000);
});

test('a node that stops is gone at once; what is leased runs out', () => {
  const [one, other] = [start(), start()];
  one.room.enter('r', 'a', { userId: 'lena', value: 'open' });
  one.room.enter('r', 'left omar', { userId: 'omar', value: 'left' }, 2_000);
  one.exchange.stop();
  expect(here(other)).toEqual(['omar left']);
  pass(2_000);
  expect(here(other)).toEqual([]);
});

test('what was missed while cut off is made good on return, and when nobody noticed the loss', () => {
  const [one, other] = [start(), start()];
  const leave = one.room.enter('r', 'a', { userId: 'lena', value: '' });
  pass(1_000);
  other.connected = false;
  leave();
  one.room.enter('r', 'b', { userId: 'omar', value: '' });
  pass(1_000);
  expect(here(other)).toEqual(['lena ']);
  other.rejoin();
  pass(limits.bus.wholeEvery);
  expect(here(other)).toEqual(['omar ']);

  loseNext = 1;
  one.room.enter('r', 'c', { userId: 'tom', value: '' });
  pass(limits.bus.gatherFor);
  expect(loseNext).toBe(0);
  pass(limits.bus.beatEvery + limits.bus.wholeEvery);
  expect(here(other)).toEqual(['omar ', 'tom ']);
});

test('two nodes that came apart and met again agree', () => {
  const [one, other] = [start(), start()];
  other.connected = false;
  for (let n = 0; n < 3; n++) {
    one.room.enter('r', `one ${n}`, { userId: `one ${n}`, value: '' });
    other.room.enter('r', `other ${n}`, { userId: `other ${n}`, value: '' });
  }
  pass(limits.bus.nodeLapses + 1_000);
  expect(here(one)).toHaveLength(3);
  other.rejoin();
  pass(limits.bus.beatEvery + limits.bus.wholeEvery);
  expect(here(one)).toHaveLength(6);
  expect(here(other)).toEqual(here(one));
});

test('a person who types through one node and stops through another has stopped', () => {
  const [one, other, third] = [start(), start(), start()];
  one.typing.enter('r', 'lena', { userId: 'lena', value: null }, 6_000);
  pass(50);
  other.typing.leave('r', 'lena');
  expect(typers(other)).toEqual([]);
  pass(50);
  expect([typers(one), typers(third)]).toEqual([[], []]);
});

test('a person who types on through another node is typing once, and from then on', () => {
  const [one, other] = [start(), start()];
  one.typing.enter('r', 'lena', { userId: 'lena', value: null }, 6_000);
  pass(4_000);
  other.typing.enter('r', 'lena', { userId: 'lena', value: null }, 6_000);
  pass(100);
  expect([typers(one), typers(other)]).toEqual([['lena'], ['lena']]);
  pass(5_800);
  expect([typers(one), typers(other)]).toEqual([['lena'], ['lena']]);
  pass(200);
  expect([typers(one), typers(other)]).toEqual([[], []]);
});

test('many who ask at once are answered together', () => {
  const one = start();
  one.room.enter('r', 'a', { userId: 'lena', value: '' });
  const late = Array.from({ length: 10 }, start);
  pass(2_000);
  for (const node of late) expect(here(node)).toEqual(['lena ']);
  const wholes = sent.filter(({ text }) => text.includes('"whole"') && text.includes('lena'));
  expect(wholes.length).toBeLessThanOrEqual(5);
});

test('a message is bounded, and a single node says nothing', () => {
  const one = start();
  for (let n = 0; n < 1_000; n++) one.room.enter('r', `key ${n}`, { userId: `user ${n}`, value: '' });
  pass(limits.bus.gatherFor);
  expect(Math.max(...sent.map(({ text }) => text.length))).toBeLessThan(limits.bus.changes * 200);

  const room = createLiveState<string>({ clock: { now: () => Date.now() } });
  const timers = vi.getTimerCount();
  createLiveExchange({ bus: createLocalBus(), states: { room } });
  room.enter('r', 'a', { userId: 'lena', value: '' });
  expect(vi.getTimerCount()).toBe(timers);
});
