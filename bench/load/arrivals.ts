/** What should be zero: messages that a member did not receive, received again, or received after a later one. */
export interface Findings {
  missing: number;
  twice: number;
  outOfOrder: number;
  /** Sends that the server refused for the moment, and took when they were tried again. */
  refused: number;
}

export interface Arrivals {
  /** The text of message `n`; from this call its time runs. */
  write(n: number): string;
  /** A frame came to the reader. False when it is none of our messages. */
  note(reader: number, frame: string): boolean;
  /** Resolves when as many have arrived as should, or nothing more comes. */
  settled(expected: number): Promise<void>;
  received(reader: number): number;
  readonly deliveries: number;
  /** Milliseconds from the call to the arrival at each reader. */
  readonly latencies: number[];
  readonly twice: number;
  readonly outOfOrder: number;
}

const mark = 'load:';
const givesUpAfter = 10_000;

/** Follows `messages` numbered messages to `readers` readers, at next to no cost for each. */
export function createArrivals(readers: number, messages: number): Arrivals {
  const sentAt = new Float64Array(messages);
  const seen = new Uint8Array(readers * messages);
  const lastSeq = new Float64Array(readers);
  const counts = new Uint32Array(readers);
  const latencies: number[] = [];
  const found = { deliveries: 0, twice: 0, outOfOrder: 0 };
  let enough = Infinity;
  let arrived = () => {};

  return {
    latencies,
    get deliveries() {
      return found.deliveries;
    },
    get twice() {
      return found.twice;
    },
    get outOfOrder() {
      return found.outOfOrder;
    },
    received: (reader) => counts[reader]!,

    write(n) {
      sentAt[n] = performance.now();
      return `${mark}${n}; The pharmacist will call you back about the refill this afternoon.`;
    },

    note(reader, frame) {
      const n = numberAfter(frame, mark);
      if (Number.isNaN(n)) return false;
      const slot = reader * messages + n;
      if (seen[slot] === 1) found.twice += 1;
      else {
        seen[slot] = 1;
        counts[reader]! += 1;
        found.deliveries += 1;
        latencies.push(performance.now() - sentAt[n]!);
      }
      const seq = numberAfter(frame, '"seq":');
      if (seq < lastSeq[reader]!) found.outOfOrder += 1;
      else lastSeq[reader] = seq;
      if (found.deliveries >= enough) arrived();
      return true;
    },

    settled(expected) {
      enough = expected;
      return new Promise((resolve) => {
        let before = found.deliveries;
        const watch = setInterval(() => {
          if (found.deliveries === before) arrived();
          before = found.deliveries;
        }, givesUpAfter);
        arrived = () => {
          clearInterval(watch);
          resolve();
        };
        if (found.deliveries >= enough) arrived();
      });
    },
  };
}

/** The whole number that follows the first `before` in the text; NaN where there is none. */
export function numberAfter(text: string, before: string): number {
  const at = text.indexOf(before);
  return at < 0 ? Number.NaN : Number.parseInt(text.slice(at + before.length, at + before.length + 16), 10);
}
