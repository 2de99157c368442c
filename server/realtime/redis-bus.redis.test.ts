import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { roomTopic } from '../../shared/topics.ts';
import { systemClock } from '../clock.ts';
import { freePort } from '../startup/free-port.ts';
import { prepareTestRedis, redisMissing, startTestRedis, type TestRedis } from '../testing/redis.ts';
import type { Bus, Channel } from './bus.ts';
import { createRedisBus } from './redis-bus.ts';
import { topicHints } from './topic-hints.ts';

const plain: Channel<string> = { name: 'plain', wire: { write: String, read: (text) => text, key: (text) => text, sealed: false } };
const secret: Channel<string> = { ...plain, name: 'secret', wire: { ...plain.wire, sealed: true } };

const buses: Bus[] = [];
let redis: TestRedis;
let faults: unknown[];
let dropped: number;

interface TestBus extends Bus {
  heard: string[];
  reconnects: number;
  lost: number;
}

function open(address = redis.address, epoch = 'epoch'): TestBus {
  const bus = createRedisBus({
    addresses: address.split(','),
    epoch,
    seal: { seal: (text) => Buffer.from(text).toString('hex'), open: (text) => Buffer.from(text, 'hex').toString() },
    clock: systemClock,
    onDropped: (count) => (dropped += count),
    onLost: () => (test.lost += 1),
    onFault: (error) => faults.push(error),
  });
  buses.push(bus);
  const test: TestBus = Object.assign(Object.create(bus) as Bus, { heard: [], reconnects: 0, lost: 0 });
  for (const channel of [plain, secret]) bus.subscribe(channel, (message) => test.heard.push(message));
  bus.onReconnect(() => (test.reconnects += 1));
  return test;
}
const connected = (bus: TestBus, times = 1) =>
  vi.waitFor(() => expect([bus.state, bus.reconnects >= times]).toEqual(['connected', true]), { timeout: 20_000, interval: 10 });

beforeEach(() => {
  faults = [];
  dropped = 0;
});
afterEach(async () => {
  await Promise.all(buses.splice(0).map((bus) => bus.stop()));
  await redis[Symbol.asyncDispose]();
});

describe.skipIf(redisMissing)('the bus over Redis', () => {
  test('every other node hears a message, the own at once and once, and another installation nothing', async () => {
    redis = await startTestRedis();
    const [one, other, stranger] = [open(), open(), open(redis.address, 'restored')];
    await Promise.all([one, other, stranger].map((bus) => connected(bus)));
    one.publish(plain, 'a');
    expect(one.heard).toEqual(['a']);
    one.publish(secret, 'b');
    other.publish(plain, 'c');
    await vi.waitFor(() => expect(other.heard).toEqual(['c', 'a', 'b']));
    await vi.waitFor(() => expect(one.heard).toEqual(['a', 'b', 'c']));
    // its own lines have come back by now: a message after them has
    other.publish(plain, 'd');
    await vi.waitFor(() => expect(one.heard.at(-1)).toBe('d'));
    expect(one.heard).toEqual(['a', 'b', 'c', 'd']);
    expect(stranger.heard).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('what travels: a hint is small and holds ids and a number, what names people is sealed', async () => {
    redis = await startTestRedis();
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const hints: unknown[] = [];
    other.subscribe(topicHints, (hint) => hints.push(hint));
    const lines = await listen();
    const hint = { tenantId: newId(), topic: roomTopic(newId()), seq: 123_456 };
    const event = { seq: 123_456, type: 'message.created', audience: 'everyone' as const, body: '{"content":"fever"}' };
    one.publish(topicHints, { ...hint, events: [event] });
    one.publish(secret, 'Maria Alvarez');
    await vi.waitFor(() => expect(hints).toEqual([{ ...hint, events: [] }]));
    await vi.waitFor(() => expect(lines.join('\n')).toContain(Buffer.from('Maria Alvarez').toString('hex')));
    expect(lines.join('\n')).not.toMatch(/fever|Maria/);
    for (const line of lines.join('\n').split('\n').filter((each) => each.includes(hint.topic))) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(128);
  });

  /** Everything that a stranger on the same Redis sees. */
  async function listen(): Promise<string[]> {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.address);
    const lines: string[] = [];
    await client.psubscribe('*');
    client.on('pmessage', (_, __, text) => lines.push(text));
    buses.push({ stop: async () => client.disconnect() } as Bus);
    return lines;
  }

  test('what nobody wrote is ignored, and a handler that fails is nobody else’s fault', async () => {
    redis = await startTestRedis();
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const stop = other.subscribe(plain, () => {
      throw new Error('on purpose');
    });
    for (const text of ['', '~', 'x', 'x plain', 'x secret 1 zz', 'x topics 1 a b c', 'x plain 1 forged\n\n\0'])
      await redis.run('PUBLISH', 'medsync:1:epoch:0', text);
    await vi.waitFor(() => expect(other.heard).toContain('forged'));
    expect(faults.length).toBeGreaterThan(0);
    stop();
    one.publish(plain, 'sound');
    await vi.waitFor(() => expect(other.heard.at(-1)).toBe('sound'));
  });

  test('absent at the start: publishing goes on, here it is heard, and the bus joins when Redis comes', async () => {
    redis = await prepareTestRedis();
    const [one, other] = [open(), open()];
    expect(one.state).toBe('degraded');
    for (let n = 0; n < 1_000; n++) one.publish(plain, 'nobody hears');
    expect(one.heard).toHaveLength(1_000);
    await vi.waitFor(() => expect(dropped).toBeGreaterThan(0));
    await redis.start();
    await Promise.all([connected(one), connected(other)]);
    one.publish(plain, 'now');
    await vi.waitFor(() => expect(other.heard).toEqual(['now']));
  });

  test.each(['killed and started again', 'cutting the publishers', 'cutting the subscribers'] as const)('a Redis %s is joined again, and that is told', async (how) => {
    redis = await startTestRedis();
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const before = [one, other].map(({ reconnects }) => reconnects + 1);
    if (how === 'killed and started again') {
      await redis.kill();
      await vi.waitFor(() => expect(other.state).toBe('degraded'));
      one.publish(plain, 'lost');
      await redis.start();
    } else await redis.run('CLIENT', 'KILL', 'TYPE', how === 'cutting the subscribers' ? 'pubsub' : 'normal', 'SKIPME', 'yes');
    await Promise.all([connected(one, before[0]), connected(other, before[1])]);
    one.publish(plain, 'again');
    await vi.waitFor(() => expect(other.heard.at(-1)).toBe('again'));
  });

  test('a subscriber that is cut off for being slow comes back', async () => {
    redis = await startTestRedis({ 'client-output-buffer-limit': 'pubsub 64kb 32kb 1' });
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const before = [one, other].map(({ reconnects }) => reconnects + 1);
    // more in one piece than the server keeps for a subscriber
    await redis.run('PUBLISH', 'medsync:1:epoch:0', 'x'.repeat(200_000));
    await Promise.all([connected(one, before[0]), connected(other, before[1])]);
    one.publish(plain, 'again');
    await vi.waitFor(() => expect(other.heard.at(-1)).toBe('again'));
  });

  test('a cluster carries messages over all of its servers, and is joined again when one was away', async () => {
    const servers = await startCluster();
    [redis] = servers as [TestRedis];
    const addresses = servers.map(({ address }) => address).join();
    const [one, other] = [open(addresses), open(addresses)];
    await Promise.all([connected(one), connected(other)]);
    const expected = Array.from({ length: 100 }, (_, n) => `message ${n}`);
    for (const message of expected) one.publish(plain, message);
    await vi.waitFor(() => expect(other.heard.toSorted()).toEqual(expected.toSorted()));
    for (const server of servers) expect(await server.run('PUBSUB', 'SHARDCHANNELS')).not.toEqual([]);

    const before = [one, other].map(({ reconnects }) => reconnects + 1);
    await servers[1]!.kill();
    await vi.waitFor(() => expect([one.state, other.state]).toEqual(['degraded', 'degraded']), { timeout: 10_000 });
    await servers[1]!.start();
    await Promise.all([connected(one, before[0]), connected(other, before[1])]);
    const again = expected.map((message) => `${message} again`);
    for (const message of again) one.publish(plain, message);
    await vi.waitFor(() => expect(other.heard.filter((each) => each.endsWith('again')).toSorted()).toEqual(again.toSorted()));
  }, 40_000);

  /** Two servers that share the slots. */
  async function startCluster(): Promise<TestRedis[]> {
    const servers: TestRedis[] = [];
    for (const slots of [['0', '8191'], ['8192', '16383']] as const) {
      const busPort = String(await freePort());
      const server = await startTestRedis({ 'cluster-enabled': 'yes', 'cluster-port': busPort, 'cluster-node-timeout': '2000' });
      await server.run('CLUSTER', 'ADDSLOTSRANGE', ...slots);
      await servers[0]?.run('CLUSTER', 'MEET', '127.0.0.1', String(server.port), busPort);
      onTestFinished(() => server[Symbol.asyncDispose]());
      servers.push(server);
    }
    const states = () => Promise.all(servers.map((server) => server.run('CLUSTER', 'INFO')));
    await vi.waitFor(async () => expect((await states()).every((state) => /cluster_state:ok[^]*cluster_known_nodes:2/.test(String(state)))).toBe(true), { timeout: 10_000 });
    return servers;
  }

  test('a Redis that answers nothing is held for down, holds nothing up, and is joined when it answers', async () => {
    redis = await startTestRedis();
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const before = other.reconnects;
    redis.pause();
    const line = 'x'.repeat(64 * 1024);
    // far more than is kept for it
    for (let bytes = 0; bytes < 4 * limits.bus.bytesUnderWay; bytes += line.length) {
      one.publish(plain, line);
      await nextTurn();
    }
    expect(dropped).toBeGreaterThan(0);
    await vi.waitFor(() => expect([one.state, other.state]).toEqual(['degraded', 'degraded']), { timeout: 10_000 });
    redis.resume();
    await connected(other, before + 1);
  }, 30_000);

  test('M2: a Redis that is silent for a minute is told lost once, is asked again and again on no more connections, and is joined when it answers', async () => {
    redis = await startTestRedis();
    // the bus looks at the time by these; what ioredis waits for goes by the machine's clock
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const [one, other] = [open(), open()];
    await Promise.all([connected(one), connected(other)]);
    const before = [one, other].map(({ reconnects }) => reconnects + 1);
    const accepted = async () => Number(/total_connections_received:(\d+)/.exec(String(await redis.run('INFO', 'stats')))![1]);
    const acceptedBefore = await accepted();
    redis.pause();
    for (let passed = 0; passed < 60_000; passed += limits.bus.beatEvery) {
      one.publish(plain, 'nobody hears');
      vi.advanceTimersByTime(limits.bus.beatEvery);
      await nextTurn();
    }
    expect([one.state, other.state]).toEqual(['degraded', 'degraded']);
    expect([one.lost, other.lost]).toEqual([1, 1]);

    redis.resume();
    await Promise.all([connected(one, before[0]), connected(other, before[1])]);
    one.publish(plain, 'again');
    await vi.waitFor(() => expect(other.heard).toContain('again'));
    // two nodes with two connections each, renewed several times
    expect((await accepted()) - acceptedBefore).toBeGreaterThan(4 * 4);
    const clients = async () => String(await redis.run('CLIENT', 'LIST')).match(/name=medsync-/g);
    await vi.waitFor(async () => expect(await clients()).toHaveLength(4));
  }, 30_000);
});
