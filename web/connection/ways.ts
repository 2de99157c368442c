/** How subscriptions come: over a WebSocket, or, where none gets through, over an event stream. */
export type Way = 'socket' | 'stream';

/** Kept for as long as the tab is, reloads included. */
export interface WayMemory {
  get(): Way;
  set(way: Way): void;
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
export function createWays(memory: WayMemory, answers: () => Promise<boolean>): Ways {
  let way = memory.get();
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
      memory.set(way);
    },
    socketRefused() {
      asking = weighRefusal();
    },
    streamWorked() {
      way = 'stream';
      memory.set(way);
    },
    streamFailed() {
      // another look at sockets; one more refusal leads back here
      way = 'socket';
      refused = blockedAfter - 1;
    },
  };
}

const key = 'medsync-way';

export const tabMemory: WayMemory = {
  get: () => (sessionStorage.getItem(key) === 'stream' ? 'stream' : 'socket'),
  set: (way) => sessionStorage.setItem(key, way),
};

const answerWithin = 5_000;

/** Whether something answers at `url`. */
export async function answersAt(url: string): Promise<boolean> {
  const options: RequestInit = { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(answerWithin) };
  return fetch(url, options).then(
    ({ ok }) => ok,
    () => false,
  );
}

const lookEvery = 5 * 60_000;

/** Looks at once, and then now and then, whether a WebSocket gets through after all. Returns how to stop. */
export function watchForSockets(url: string, onFound: () => void): () => void {
  let isOver = false;
  const look = () => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => {
      socket.close();
      if (!isOver) onFound();
    });
  };
  const timer = setInterval(look, lookEvery);
  look();
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
