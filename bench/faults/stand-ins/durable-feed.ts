import { setTimeout as delay } from 'node:timers/promises';
import type { TrackedEnvelope } from '@trpc/server';
import { durableFeed as original, type DurableFeedDependencies } from '../../../server/transport/durable-feed.ts';

const heartbeatEvery = 50;

/** Planted: the feed with a heartbeat that is not tracked. */
export async function* durableFeed<Event>(
  dependencies: DurableFeedDependencies,
  request: Parameters<typeof original<Event>>[1],
): AsyncGenerator<TrackedEnvelope<Event>, void> {
  // what does not go through the stream could not be mixed with heartbeats
  const feed = original(dependencies, { ...request, connection: null });
  try {
    let next = feed.next();
    for (;;) {
      const result = await Promise.race([next, delay(heartbeatEvery, null)]);
      if (result?.done) return;
      if (result) next = feed.next();
      const heartbeat = () => request.notice({ type: 'feed.heartbeat', seq: 0, at: new Date().toISOString() });
      yield result ? result.value : (heartbeat() as TrackedEnvelope<Event>);
    }
  } finally {
    await feed.return();
  }
}
