import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createWireLog, type WireLog } from './wire-log.ts';

export interface RawStream extends WireLog {
  readonly answer: IncomingMessage;
  /** Goes away without a word. */
  abort(): void;
}

/** Asks for an event stream with these frames, and reads it as far as it goes. */
export async function openRawStream(
  url: string,
  token: string | null,
  frames: unknown[],
  headers: Record<string, string> = {},
): Promise<RawStream> {
  const first = { method: 'connectionParams', data: token === null ? {} : { token } };
  const asking = request(`${url}/trpc/stream`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });
  asking.on('error', () => undefined);
  asking.end([first, ...frames].map((frame) => JSON.stringify(frame)).join('\n'));
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const { take, end, ...log } = createWireLog();
  void readEvents(answer, (event, data) => (event === 'close' ? end(JSON.parse(data)) : take(data)))
    .catch(() => undefined)
    .then(() => end({ code: 1006, reason: '' }));
  return { ...log, answer, abort: () => asking.destroy() };
}

async function readEvents(answer: IncomingMessage, onEvent: (event: string, data: string) => void): Promise<void> {
  let rest = '';
  for await (const text of answer.setEncoding('utf8')) {
    const parts = (rest + String(text)).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const [, event = 'message', data] = /^(?:event: ([^\n]*)\n)?data: ([^\n]*)$/.exec(part) ?? [];
      if (data !== undefined) onEvent(event, data);
    }
  }
}
