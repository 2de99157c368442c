import { randomBytes } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { createLocalBus, type Bus, type Channel } from './bus.ts';
import { openRedisLink } from './redis-link.ts';

/** Encrypts and opens what names people. `open` throws on what was not sealed with the same key. */
interface Seal {
  seal(text: string): string;
  open(text: string): string;
}

interface RedisBusOptions {
  addresses: string[];
  /** Names the history of the log that the nodes share: they hear only each other. */
  epoch: string;
  seal: Seal;
  clock: Clock;
  /** How long ago a message of another node was published, in milliseconds and as far as the clocks agree. */
  onHeard?: (age: number) => void;
  onDropped?: (count: number) => void;
  /** The bus is not there, or not any more; `onReconnect` tells when it is. */
  onLost?: () => void;
  onFault: (error: unknown) => void;
}

/** Raised when a message changes its shape: nodes of two versions, as during a deploy, then rely on the log alone. */
const version = 1;
const beat = '~';

/**
 * The bus of many nodes. A message reaches the subscribers of this node at once and without Redis; the others get one
 * line, `<node> <channel> <time> <message>`. Every node hears its own lines come back and ignores them but for one
 * thing: while they come, the bus is there, both ways. A link that carries nothing for a while is replaced.
 */
export function createRedisBus({ addresses, epoch, seal, clock, onHeard, onDropped = () => undefined, onLost, onFault }: RedisBusOptions): Bus {
  const local = createLocalBus();
  const node = randomBytes(4).toString('hex');
  const channels = new Map<string, Channel<unknown>>();
  const rejoining = new Set<() => void>();
  const waiting = new Map<number, { lines: string[]; bytes: number }>();
  /** When each shard last brought one of our own lines back; 0 while it does not. */
  let echoes: number[] = [];
  let renewedAt = 0;
  let connected = false;
  let toldLost = false;
  let link = renew();

  function renew() {
    renewedAt = performance.now();
    const opened = openRedisLink({ addresses, prefix: `medsync:${version}:${epoch}`, onText: hearText, onUp: sendBeats, onDown: lose, onDropped });
    echoes = Array.from({ length: opened.shards }, () => 0);
    return opened;
  }

  function lose(): void {
    if (connected) tellLost();
    connected = false;
    echoes.fill(0);
  }

  function tellLost(): void {
    if (!toldLost) onLost?.();
    toldLost = true;
  }

  function sendBeats(): void {
    echoes.forEach((_, shard) => link.publish(shard, `${node} ${beat} ${clock.now().toString(36)} `));
  }

  /** Looks whether our own lines come back, and sends the next. */
  function checkEchoes(): void {
    const now = performance.now();
    const silent = echoes.some((at) => now - at > limits.bus.echoWithin);
    if (silent) lose();
    if (silent && now - renewedAt > limits.bus.echoWithin) tellLost();
    if (silent && now - renewedAt > limits.bus.renewAfter) {
      link.close();
      link = renew();
    }
    sendBeats();
  }
  const beating = setInterval(checkEchoes, limits.bus.beatEvery).unref();

  function echo(shard: number): void {
    echoes[shard] = performance.now();
    if (connected || echoes.includes(0)) return;
    connected = true;
    toldLost = false;
    for (const listener of rejoining) guarded(listener);
  }

  function hearText(shard: number, text: string): void {
    for (const line of text.split('\n')) guarded(() => hear(shard, line));
  }

  function hear(shard: number, line: string): void {
    const [from, name, sentAt] = line.split(' ', 3);
    if (from === node) return echo(shard);
    if (from === undefined || name === undefined || sentAt === undefined) return;
    const channel = channels.get(name);
    if (!channel) return;
    onHeard?.(Math.max(0, clock.now() - Number.parseInt(sentAt, 36)));
    const text = line.slice(from.length + name.length + sentAt.length + 3);
    const message = channel.wire.read(channel.wire.sealed ? seal.open(text) : text);
    if (message !== null) local.publish(channel, message);
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      onFault(error);
    }
  }

  /** What is published in one turn of the event loop goes out together. */
  function put<M>({ name, wire }: Channel<M>, message: M): void {
    const shard = spread(wire.key(message), echoes.length);
    const written = wire.write(message);
    const line = `${node} ${name} ${clock.now().toString(36)} ${wire.sealed ? seal.seal(written) : written}`;
    const before = waiting.get(shard);
    if (before && before.bytes + line.length > limits.bus.bytesUnderWay) return onDropped(1);
    if (waiting.size === 0) setImmediate(flush);
    if (before) before.lines.push(line);
    waiting.set(shard, { lines: before?.lines ?? [line], bytes: (before?.bytes ?? 0) + line.length });
  }

  function flush(): void {
    for (const [shard, { lines }] of waiting) link.publish(shard, lines.join('\n'));
    waiting.clear();
  }

  return {
    get state() {
      return connected ? 'connected' : 'degraded';
    },
    publish(channel, message) {
      local.publish(channel, message);
      guarded(() => put(channel, message));
    },
    subscribe(channel, handler) {
      channels.set(channel.name, channel);
      return local.subscribe(channel, handler);
    },
    onReconnect(listener) {
      rejoining.add(listener);
      return () => rejoining.delete(listener);
    },
    async stop() {
      clearInterval(beating);
      flush();
      // what was said last, that this node is gone, is worth a moment
      await new Promise((resolve) => setTimeout(resolve, connected ? limits.bus.farewell : 0));
      link.close();
    },
  };
}

/** Spreads keys evenly over `count` shards (FNV-1a). */
function spread(key: string, count: number): number {
  if (count === 1) return 0;
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01_00_01_93);
  return (hash >>> 0) % count;
}
