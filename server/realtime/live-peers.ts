import { limits } from '../../shared/limits.ts';
import type { LiveMessage, StateChange } from './live-exchange.ts';
import type { SharedState } from './live-state.ts';

/** What this node knows of another. */
interface Peer {
  /** How many of its changes have been applied; null until its whole state is known. */
  n: number | null;
  /** The parts of a whole that is arriving. */
  arriving: { n: number; changes: StateChange[]; next: number } | null;
  lapse: NodeJS.Timeout;
}

export interface LivePeers {
  hear(message: Exclude<LiveMessage, { kind: 'asks' }>): void;
  count(): number;
  stop(): void;
}

/** Follows what the other nodes tell of their live states. `ask` wants one of them to tell the whole. */
export function createLivePeers({ states, ask }: { states: Record<string, SharedState>; ask: (of: string) => void }): LivePeers {
  const peers = new Map<string, Peer>();

  function peerOf(node: string): Peer {
    const known = peers.get(node);
    if (known) {
      known.lapse.refresh();
      return known;
    }
    const peer: Peer = { n: null, arriving: null, lapse: setTimeout(() => forget(node), limits.bus.nodeLapses).unref() };
    peers.set(node, peer);
    return peer;
  }

  function forget(node: string): void {
    const peer = peers.get(node);
    if (!peer) return;
    clearTimeout(peer.lapse);
    peers.delete(node);
    for (const state of Object.values(states)) state.forget(node);
  }

  function apply(node: string, changes: StateChange[], how: 'accept' | 'replace'): void {
    const byState = Map.groupBy(changes, ({ state }) => state);
    for (const [name, state] of Object.entries(states)) {
      const own = byState.get(name);
      if (own || how === 'replace') state[how](node, own ?? []);
    }
  }

  /** The numbers do not fit: something was missed. */
  function startAnew(node: string, peer: Peer): void {
    peer.n = null;
    ask(node);
  }

  return {
    hear(message) {
      const { node } = message;
      if (message.kind === 'gone') return forget(node);
      const peer = peerOf(node);
      switch (message.kind) {
        case 'alive':
          if (peer.n !== message.n) startAnew(node, peer);
          return;
        case 'changes':
          // until the whole is there changes say nothing; it holds them
          if (peer.n === null) return;
          if (message.n !== peer.n + 1) return startAnew(node, peer);
          peer.n = message.n;
          return apply(node, message.changes, 'accept');
        case 'whole': {
          if (peer.n === message.n) return;
          if (message.part === 0) peer.arriving = { n: message.n, changes: [], next: 0 };
          const { arriving } = peer;
          if (!arriving || arriving.n !== message.n || arriving.next !== message.part) return;
          if (arriving.changes.length > limits.bus.entriesPerNode) return;
          arriving.changes.push(...message.changes);
          arriving.next += 1;
          if (arriving.next < message.parts) return;
          peer.arriving = null;
          peer.n = message.n;
          return apply(node, arriving.changes, 'replace');
        }
      }
    },
    count: () => peers.size,
    stop() {
      for (const { lapse } of peers.values()) clearTimeout(lapse);
      peers.clear();
    },
  };
}
