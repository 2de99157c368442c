import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { limits } from '../../shared/limits.ts';

/** The way to the other nodes through one Redis or a cluster: lines of text, on one channel or on several shards. */
export interface RedisLink {
  /** How many channels the text is spread over. */
  readonly shards: number;
  /** Sends, or drops what the connection does not take now. Never throws, never waits. */
  publish(shard: number, text: string): void;
  close(): void;
}

interface RedisLinkOptions {
  /** `redis://` or `rediss://`; several name a cluster by some of its servers. */
  addresses: string[];
  /** Begins the names of the channels, so that installations on one Redis do not hear each other. */
  prefix: string;
  onText: (shard: number, text: string) => void;
  /** A connection is there, or there again. Whether anything gets through is for the caller to find out. */
  onUp: () => void;
  /** A connection is gone. */
  onDown: () => void;
  /** Told that `count` texts were not sent. */
  onDropped: (count: number) => void;
}

/** Nothing waits in a queue for a connection to come back: what the bus loses is found by other means. */
const connection = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  connectTimeout: 2_000,
  // a server that has gone silent is given up
  socketTimeout: limits.bus.echoWithin,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(1_000, 50 * 2 ** Math.min(times, 5)) * (0.5 + Math.random() / 2),
} satisfies RedisOptions;

export function openRedisLink(options: RedisLinkOptions): RedisLink {
  return options.addresses.length > 1 ? openClusterLink(options) : openSingleLink(options);
}

function openSingleLink({ addresses, prefix, onText, onUp, onDown, onDropped }: RedisLinkOptions): RedisLink {
  const [address = ''] = addresses;
  const channel = `${prefix}:0`;
  const publisher = new Redis(address, { ...connection, connectionName: 'medsync-publisher' });
  const subscriber = new Redis(address, { ...connection, connectionName: 'medsync-subscriber' });
  // without a listener ioredis writes errors to the console; a connection that is gone is told by its `close`
  for (const redis of [publisher, subscriber]) redis.on('error', () => undefined).on('close', onDown);
  publisher.on('ready', onUp);
  subscriber.on('ready', () => void subscriber.subscribe(channel).then(onUp, () => subscriber.disconnect(true)));
  subscriber.on('message', (_, text) => onText(0, text));
  return {
    shards: 1,
    publish: bounded(publisher, (_, text) => publisher.publish(channel, text), onDropped),
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

const clusterShards = 16;

/** Sharded channels: each is served by one server of the cluster, and no message passes through all of them. */
function openClusterLink({ addresses, prefix, onText, onUp, onDown, onDropped }: RedisLinkOptions): RedisLink {
  const channels = Array.from({ length: clusterShards }, (_, shard) => `${prefix}:${shard}`);
  const nodes = addresses.map((address) => new URL(address));
  const [{ protocol, username, password } = new URL('redis://')] = nodes;
  const { retryStrategy: _, enableOfflineQueue: __, ...each } = connection;
  const cluster = new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname, port: Number(port || 6379) })),
    {
      enableOfflineQueue: false,
      shardedSubscribers: true,
      clusterRetryStrategy: (times) => Math.min(1_000, 100 * times),
      redisOptions: {
        ...each,
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        ...(protocol === 'rediss:' && { tls: {} }),
      },
    },
  );
  cluster.on('error', () => undefined).on('close', onDown).on('-subscriber', onDown).on('subscribersReady', onUp);
  cluster.on('ready', () => {
    void Promise.allSettled(channels.map((channel) => cluster.ssubscribe(channel))).then(onUp);
  });
  cluster.on('smessage', (channel: string, text: string) => onText(channels.indexOf(channel), text));
  return {
    shards: clusterShards,
    publish: bounded(cluster, (shard, text) => cluster.spublish(channels[shard]!, text), onDropped),
    close: () => cluster.disconnect(),
  };
}

type Send = (shard: number, text: string) => Promise<unknown>;

/** Sends while the connection is there and less than a bound is on its way. */
function bounded(redis: { readonly status: string }, send: Send, onDropped: (count: number) => void): RedisLink['publish'] {
  let underWay = 0;
  return (shard, text) => {
    if (redis.status !== 'ready' || underWay + text.length > limits.bus.bytesUnderWay) return onDropped(1);
    underWay += text.length;
    const settle = () => {
      underWay -= text.length;
    };
    send(shard, text).then(settle, () => {
      settle();
      onDropped(1);
    });
  };
}
