import { Serialized } from '../realtime/serialized.ts';
import { hubStream, type StateChange, type StateHub } from '../realtime/state-hub.ts';
import type { Connection } from './context.ts';
import { dataText } from './encoder.ts';

/** What a reader is told of a state's signals, where readers are told different things. */
export interface Lens<Signal, Event> {
  /** Readers for whom this text is the same are told the same of these signals. */
  key(signals: readonly Signal[]): string;
  see(signals: readonly Signal[]): Event[];
}

interface StateReader<Signal, Event> {
  connection: Connection | null;
  lens: Lens<Signal, Event>;
}

type FeedRequest<Signal, Event> = StateReader<Signal, Event> & { signal: AbortSignal };

/** For states of which everybody is told the same. */
export const plainly = <Signal>(): Lens<Signal, Signal> => ({ key: () => '', see: (signals) => [...signals] });

/** A state as a subscription yields it: the whole of it first, then what changes. Nothing is stored, nothing is tracked. */
export async function* stateFeed<State, Signal, Event>(
  hub: StateHub<State, Signal>,
  { signal, ...reader }: FeedRequest<Signal, Event>,
): AsyncGenerator<Event, void> {
  const { connection: outlet, lens } = reader;
  const direct = writeTo(reader);
  for await (const each of hubStream({ hub, signal, outlet, direct }))
    for (const event of lens.see([each])) yield new Serialized(JSON.stringify(event)) as Event;
}

/** Writes a change to the reader's connection, past the stream, and says whether it did. Readers share what is made for it. */
export function writeTo<State, Signal, Event>({ connection, lens }: StateReader<Signal, Event>): (change: StateChange<State, Signal>) => boolean {
  return (change) => {
    const { subscriptionId } = connection ?? {};
    if (!connection || subscriptionId === undefined) return false;
    const { framing } = connection;
    const key = lens.key(change.signals);
    const texts = change.once(`texts ${key}`, () => lens.see(change.signals).map((event) => JSON.stringify(event)));
    const frames = change.once(`${framing.name} ${JSON.stringify(subscriptionId)} ${key}`, () =>
      Buffer.concat(texts.map((text) => framing.frame(dataText(subscriptionId, text)))),
    );
    return connection.write(frames);
  };
}
