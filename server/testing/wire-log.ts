/** A frame as it came over the wire: an answer or event of the call `id`, or a notice of the server. */
interface Frame {
  id?: number | null;
  method?: string;
  result?: { type: string; id?: string; data?: unknown };
  error?: { message: string; data: Record<string, unknown> };
}

/** The code and reason that the server closed with. */
interface Close {
  code: number;
  reason: string;
}

/** What came over one connection, in order. */
export interface WireLog {
  readonly frames: Frame[];
  readonly closed: Promise<Close>;
  /** Resolves with the first frame that matches; rejects when the connection closes first. */
  find(matches: (frame: Frame) => boolean): Promise<Frame>;
}

export interface WireLogWriter extends WireLog {
  take(text: string): void;
  end(close: Close): void;
}

export function createWireLog(): WireLogWriter {
  const frames: Frame[] = [];
  const closed = Promise.withResolvers<Close>();
  const looking = new Set<() => void>();
  let isOver = false;
  const look = () => {
    for (const each of looking) each();
  };
  return {
    frames,
    closed: closed.promise,
    take(text) {
      if (text !== 'PING' && text !== 'PONG') frames.push(JSON.parse(text) as Frame);
      look();
    },
    end(close) {
      isOver = true;
      closed.resolve(close);
      look();
    },
    find: (matches) =>
      new Promise((resolve, reject) => {
        const each = () => {
          const found = frames.find(matches);
          if (found) resolve(found);
          else if (!isOver) return;
          else reject(new Error('The connection closed before such a frame came.'));
          looking.delete(each);
        };
        looking.add(each);
        each();
      }),
  };
}
