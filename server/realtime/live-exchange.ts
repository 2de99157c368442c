import { z } from 'zod';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import type { Bus } from './bus.ts';
import { createLivePeers } from './live-peers.ts';
import type { SharedState } from './live-state.ts';
import { jsonChannel } from './wire.ts';

/** A change of the named live state: who, where, what, and for how long. */
const changeSchema = z.object({
  state: z.string(),
  group: z.string(),
  key: z.string(),
  entry: z.union([z.object({ userId: z.string(), value: z.unknown() }), z.enum(['ended', 'left'])]),
  leaseMs: z.number().positive().optional(),
});
export type StateChange = z.infer<typeof changeSchema>;

const messageSchema = z.discriminatedUnion('kind', [
  /** The node's `n`-th changes. */
  z.object({ kind: z.literal('changes'), node: z.string(), n: z.int(), changes: z.array(changeSchema) }),
  /** The node lives, and has sent `n` changes so far. */
  z.object({ kind: z.literal('alive'), node: z.string(), n: z.int() }),
  /** A part of all that the node holds after `n` changes. */
  z.object({ kind: z.literal('whole'), node: z.string(), n: z.int(), part: z.int(), parts: z.int(), changes: z.array(changeSchema) }),
  /** Wants to be told the whole, by everyone or by one. */
  z.object({ kind: z.literal('asks'), node: z.string(), of: z.string().nullable() }),
  z.object({ kind: z.literal('gone'), node: z.string() }),
]);
export type LiveMessage = z.infer<typeof messageSchema>;

/** Names of people, patients among them, travel sealed. */
const liveMessages = jsonChannel<LiveMessage>('live', messageSchema, { key: ({ node }) => node, sealed: true });

export interface LiveExchange {
  /** How many other nodes are known to live. */
  peers(): number;
  /** Tells the others that this node is gone. */
  stop(): void;
}

/**
 * Tells the other nodes what changes in the live states of this one, and them of the others. Changes are numbered:
 * who missed one, or is new, asks for the whole. Who is not heard of for a while is forgotten.
 */
export function createLiveExchange({ bus, states }: { bus: Bus; states: Record<string, SharedState> }): LiveExchange {
  if (bus.state === 'alone') return { peers: () => 0, stop: () => undefined };
  const node = newId();
  const publish = (message: LiveMessage): void => bus.publish(liveMessages, message);
  const peers = createLivePeers({ states, ask: (of) => publish({ kind: 'asks', node, of }) });
  let n = 0;
  let waiting: StateChange[] = [];
  let gathering: NodeJS.Timeout | null = null;
  let answering: NodeJS.Timeout | null = null;
  let answeredAt = -Infinity;

  for (const [state, shared] of Object.entries(states))
    shared.onOwnChange((change) => {
      waiting.push({ state, ...change });
      gathering ??= setTimeout(sendChanges, limits.bus.gatherFor).unref();
    });

  function sendChanges(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    for (const changes of chunks(waiting)) publish({ kind: 'changes', node, n: ++n, changes });
    waiting = [];
  }

  /** The parts go out in one turn, so that no change of ours falls between them. */
  function sendWhole(): void {
    answering = null;
    answeredAt = performance.now();
    sendChanges();
    const all = Object.entries(states)
      .flatMap(([state, shared]) => shared.own().map((change): StateChange => ({ state, ...change })))
      .slice(0, limits.bus.entriesPerNode);
    const parts = all.length > 0 ? chunks(all) : [[]];
    parts.forEach((changes, part) => publish({ kind: 'whole', node, n, part, parts: parts.length, changes }));
  }

  const stopListening = bus.subscribe(liveMessages, (message) => {
    if (message.node === node) return;
    if (message.kind !== 'asks') return peers.hear(message);
    if (message.of !== null && message.of !== node) return;
    const wait = answeredAt + limits.bus.wholeEvery - performance.now();
    if (wait <= 0) sendWhole();
    else answering ??= setTimeout(sendWhole, wait).unref();
  });
  const greet = (): void => {
    publish({ kind: 'alive', node, n });
    publish({ kind: 'asks', node, of: null });
  };
  const stopGreeting = bus.onReconnect(greet);
  const beating = setInterval(() => publish({ kind: 'alive', node, n }), limits.bus.beatEvery).unref();

  return {
    peers: peers.count,
    stop() {
      clearInterval(beating);
      if (answering) clearTimeout(answering);
      sendChanges();
      publish({ kind: 'gone', node });
      stopListening();
      stopGreeting();
      peers.stop();
    },
  };
}

function chunks(changes: StateChange[]): StateChange[][] {
  const { changes: size } = limits.bus;
  return Array.from({ length: Math.ceil(changes.length / size) }, (_, part) => changes.slice(part * size, (part + 1) * size));
}
