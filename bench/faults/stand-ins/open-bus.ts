import type { Bus } from '../../../server/realtime/bus.ts';
import { topicHints } from '../../../server/realtime/topic-hints.ts';
import { openBus as original } from '../../../server/startup/open-bus.ts';
import type { Mischief } from '../node.ts';

/** The bus, losing the share of the hints that the fault run asks for: towards this node's own readers as well. */
export function openBus(options: Parameters<typeof original>[0]): Bus {
  const bus = original(options);
  let lost = 0;
  process.on('message', ({ hintsLost }: Mischief) => void (lost = hintsLost));
  return {
    get state() {
      return bus.state;
    },
    subscribe: bus.subscribe,
    onReconnect: bus.onReconnect,
    stop: bus.stop,
    publish(channel, message) {
      if (channel.name === topicHints.name && Math.random() < lost) return;
      bus.publish(channel, message);
    },
  };
}
