import { Serialized } from '../realtime/serialized.ts';
import { hubStream, type StateHub } from '../realtime/state-hub.ts';
import type { Connection } from './context.ts';
import { dataText } from './encoder.ts';

/** A state as a subscription yields it: the whole of it first, then what changes. Nothing is stored, nothing is tracked. */
export async function* stateFeed<State, Signal>(
  hub: StateHub<State, Signal>,
  { connection, signal }: { connection: Connection | null; signal: AbortSignal },
): AsyncGenerator<Signal, void> {
  const stream = hubStream({
    hub,
    signal,
    outlet: connection,
    direct(change) {
      const { subscriptionId } = connection ?? {};
      if (!connection || subscriptionId === undefined) return false;
      const { framing } = connection;
      const frames = change.once(`${framing.name} ${JSON.stringify(subscriptionId)}`, () =>
        Buffer.concat(change.signals.map((each) => framing.frame(dataText(subscriptionId, JSON.stringify(each))))),
      );
      return connection.write(frames);
    },
  });
  for await (const value of stream) yield new Serialized(JSON.stringify(value)) as Signal;
}
