/** One signed-in person's connection to the system under load, whatever wire protocol it speaks. */
export interface LoadClient {
  /**
   * Joins the room: resolves when the server has admitted the person and misses nothing from then on. With `after`, what
   * came after that position is delivered first.
   */
  join(roomId: string, after?: string): Promise<void>;
  /** Follows who is typing in the room. */
  watch(roomId: string): Promise<void>;
  /** Sends a message; resolves when the server says that it is stored. */
  send(roomId: string, clientId: string, content: string): Promise<void>;
  /** Tells the room that the person is typing, or is not any more. */
  setTyping(roomId: string, typing: boolean): Promise<void>;
  /** Whatever the server sends unasked, as it stands on the wire. */
  onDelivery: (frame: string) => void;
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface ClientAddress {
  url: string;
  token: string;
  localAddress: string;
}

/** Answers that are waited for, by the number of their call. */
export interface Calls {
  /** `begin` is given the call's number and sends it. */
  call(begin: (id: number) => void): Promise<string>;
  /** The answer to a call; a failed one rejects with what the frame says. */
  settle(id: number, frame: string, failed: boolean): void;
  failAll(): void;
}

export function createCalls(): Calls {
  const waiting = new Map<number, { resolve(frame: string): void; reject(error: Error): void }>();
  let lastId = 0;
  return {
    call: (begin) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        begin(lastId);
      }),
    settle(id, frame, failed) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (failed) call?.reject(new Error(`The server answered ${frame.slice(0, 300)}`));
      else call?.resolve(frame);
    },
    failAll() {
      for (const { reject } of waiting.values()) reject(new Error('The connection ended before the answer.'));
      waiting.clear();
    },
  };
}
