/** How subscriptions come: over a WebSocket, or, where none gets through, over an event stream. */
export type Way = 'socket' | 'stream';

/** When sockets were last found blocked, in milliseconds, or null: what one tab has found out the next need not. */
export interface BlockMemory {
  get(): number | null;
  set(at: number | null): void;
}

export interface Ways {
  /** Which one the next try takes, once it is known why the last one failed. */
  next(): Promise<Way>;
  socketOpened(): void;
  /** A socket ended before it had opened. */
  socketRefused(): void;
  streamWorked(): void;
  /** The server answered, but no stream came through. */
  streamFailed(): void;
}

/** So many sockets in a row that were refused while the server answered otherwise say that the network blocks them. */
const blockedAfter = 2;

/** Decides by experience. `answers` says whether the server can be reached by a plain request. */
export function createWays(memory: BlockMemory, answers: () => Promise<boolean>, now: () => number = Date.now): Ways {
  let way: Way = memory.get() === null ? 'socket' : 'stream';
  let refused = 0;
  let asking: Promise<void> | null = null;

  async function weighRefusal(): Promise<void> {
    // a server that is away says nothing about what the network lets through
    refused = (await answers()) ? refused + 1 : 0;
    if (refused >= blockedAfter) way = 'stream';
  }

  return {
    async next() {
      await asking;
      return way;
    },
    socketOpened() {
      refused = 0;
      way = 'socket';
      memory.set(null);
    },
    socketRefused() {
      asking = weighRefusal();
    },
    streamWorked() {
      way = 'stream';
      if (memory.get() === null) memory.set(now());
    },
    streamFailed() {
      // another look at sockets; one more refusal leads back here
      way = 'socket';
      refused = blockedAfter - 1;
    },
  };
}

const key = 'medsync-sockets-blocked';

export const blockMemory: BlockMemory = {
  get: () => Number(localStorage.getItem(key)) || null,
  set: (at) => (at === null ? localStorage.removeItem(key) : localStorage.setItem(key, String(at))),
};

const answerWithin = 5_000;

/** Whether something answers at `url`. */
export async function answersAt(url: string): Promise<boolean> {
  const options: RequestInit = { cache: 'no-store', signal: AbortSignal.timeout(answerWithin) };
  return fetch(url, options).then(
    ({ ok }) => ok,
    () => false,
  );
}

const lookEvery = 5 * 60_000;

/**
 * Looks now and then whether a WebSocket gets through after all, and at once when nobody has for so long. No more often:
 * Firefox makes each socket wait longer the more of them have failed. Returns how to stop.
 */
export function watchForSockets(url: string, memory: BlockMemory, onFound: () => void): () => void {
  let isOver = false;
  const look = () => {
    const socket = new WebSocket(url);
    socket.addEventListener('error', () => isOver || memory.set(Date.now()));
    socket.addEventListener('open', () => {
      socket.close();
      if (!isOver) onFound();
    });
  };
  const timer = setInterval(look, lookEvery);
  if (Date.now() - (memory.get() ?? 0) >= lookEvery) look();
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
