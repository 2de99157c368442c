import { Failure } from '../../failure.ts';

/** Whose turn it is to have a password compared. */
export interface Turn {
  /** Whether the browser is known. Known and unknown ones take turns, so that a flood of unknown ones delays no known one. */
  isKnown: boolean;
  /** Names the browser where it is known, else the network: within their kind they take turns too. */
  key: string;
}

export interface VerificationQueue {
  /** Runs `work` when it is its turn. Throws RATE_LIMITED, without running it, when too many wait. */
  run<T>(turn: Turn, work: () => Promise<T>): Promise<T>;
  readonly waiting: number;
}

interface Waiting {
  begin: () => void;
  refuse: (reason: Failure) => void;
}

interface VerificationQueueOptions {
  /** How many run at once. Comparing a password costs a core for some 30 ms. */
  atOnce: number;
  /** How many may wait, known and unknown ones each. */
  most: number;
}

/** Compares passwords a few at a time, in a fair order: what one network brings delays the others by one comparison each. */
export function createVerificationQueue({ atOnce, most }: VerificationQueueOptions): VerificationQueue {
  const known = createLane(most);
  const unknown = createLane(most);
  let [first, second] = [known, unknown];
  let running = 0;

  function next(): Waiting | undefined {
    [first, second] = [second, first];
    return first.take() ?? second.take();
  }

  function proceed(): void {
    while (running < atOnce) {
      const waiting = next();
      if (!waiting) return;
      running += 1;
      waiting.begin();
    }
  }

  return {
    async run({ isKnown, key }, work) {
      await new Promise<void>((begin, refuse) => {
        (isKnown ? known : unknown).add(key, { begin, refuse });
        proceed();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        proceed();
      }
    },
    get waiting() {
      return known.size + unknown.size;
    },
  };
}

/** A queue for each key, served in turn. Beyond `most` the longest queue loses its newest. */
function createLane(most: number) {
  const queues = new Map<string, Waiting[]>();
  let size = 0;

  function refuseOne(): void {
    let longest: Waiting[] = [];
    for (const queue of queues.values()) if (queue.length > longest.length) longest = queue;
    size -= 1;
    longest.pop()!.refuse(new Failure('RATE_LIMITED', 'Too many people sign in at once. Try again in a moment.', { retryAfter: 5 }));
  }

  return {
    add(key: string, waiting: Waiting): void {
      const queue = queues.get(key) ?? [];
      queues.set(key, queue);
      queue.push(waiting);
      size += 1;
      if (size > most) refuseOne();
    },
    take(): Waiting | undefined {
      for (const [key, queue] of queues) {
        queues.delete(key);
        const waiting = queue.shift();
        if (!waiting) continue;
        size -= 1;
        // to the end of the line
        if (queue.length > 0) queues.set(key, queue);
        return waiting;
      }
      return undefined;
    },
    get size() {
      return size;
    },
  };
}
