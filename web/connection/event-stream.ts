import { createEventReader } from './server-events.ts';

/** A stream that says nothing for so long after it was asked for does not work. */
const openWithin = 10_000;

export interface EventStream {
  /** Ends it; nothing more is heard of it. */
  abort(): void;
}

interface EventStreamOptions {
  url: string;
  /** The frames to ask with, one a line. Rejects when there is no token to be had. */
  frames(): Promise<string>;
  /** The first bytes of the answer have come, `latency` milliseconds after they were asked for. */
  onOpen(latency: number): void;
  onFrame(frame: string): void;
  /** It is over, with the code that the server gave, or 1006 when it gave none. */
  onEnd(code: number): void;
}

/** Asks for the answer that stands for a socket: see `docs/realtime.md`. */
export function openEventStream({ url, frames, onOpen, onFrame, onEnd }: EventStreamOptions): EventStream {
  const controller = new AbortController();
  const { signal } = controller;
  const deadline = setTimeout(() => controller.abort(new Error('It does not open.')), openWithin);
  let isGivenUp = false;
  let code = 1006;

  async function read(): Promise<void> {
    const body = await frames();
    const askedAt = performance.now();
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal, cache: 'no-store' });
    if (!answer.ok || !answer.body) return;
    const take = createEventReader(({ type, data }) => {
      if (type === 'close') ({ code } = JSON.parse(data) as { code: number });
      else if (!isGivenUp) onFrame(data);
    });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let isOpen = false; ; isOpen = true) {
      const { done, value } = await reader.read();
      if (done || isGivenUp) return;
      clearTimeout(deadline);
      if (!isOpen) onOpen(performance.now() - askedAt);
      take(value);
    }
  }

  const end = () => {
    clearTimeout(deadline);
    controller.abort();
    if (!isGivenUp) onEnd(code);
  };
  // why it failed makes no difference: who asked for it decides whether to ask again
  void read().then(end, end);

  return {
    abort() {
      isGivenUp = true;
      clearTimeout(deadline);
      controller.abort();
    },
  };
}
