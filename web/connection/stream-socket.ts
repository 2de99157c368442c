import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { backoffDelay } from './backoff.ts';
import { openEventStream, type EventStream } from './event-stream.ts';
import { takeStreamSlot } from './stream-slot.ts';
import { createSubscriptionSet, type Subscription } from './subscription-set.ts';

/** Changes of the subscriptions within this time share one stream. */
const gatherFor = 20;
/** After a server's notice that it restarts, clients come back within this time, not all at once. */
const noticeSpread = 5_000;
const openWithin = 10_000;
/** Each subscription answers at once. One that does not must not hold up the others. */
const takeOverWithin = 5_000;

/** This browser has as many streams to the server as it can have. Ours: no server closes with it. */
export const noSlotCode = 4900;

interface StreamSocketOptions {
  /** The address of the server's streams. */
  url: string;
  /** Answers when the server can be connected to. */
  readyUrl: string;
  freshToken(): Promise<string>;
  /** A stream has come through, so many milliseconds after it was asked for. */
  measured(latency: number): void;
}

type OutgoingFrame = Subscription | { id: number | string; method: 'subscription.stop' } | { method: 'connectionParams' };

/**
 * What tRPC uses of a WebSocket, where none gets through: all subscriptions share the answer to one request. When they
 * change, and whenever the server asks, another request with the whole set takes its place; nothing is interrupted, and
 * tRPC notices nothing. Only subscriptions travel here.
 */
export class StreamSocket extends EventTarget {
  readonly OPEN = WebSocket.OPEN;
  readyState: number = WebSocket.CONNECTING;
  readonly #options: StreamSocketOptions;
  readonly #subscriptions = createSubscriptionSet();
  #current: EventStream | null = null;
  /** Takes over from the current one when every subscription has answered on it. */
  #next: EventStream | null = null;
  #awaited = new Set<number | string>();
  #opened = 0;
  #failures = 0;
  #isStale = false;
  #pings = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #releaseSlot: () => void = () => undefined;

  constructor(options: StreamSocketOptions) {
    super();
    this.#options = options;
    void this.#open();
  }

  send(text: string): void {
    if (text === 'PONG') return;
    if (text === 'PING') this.#pings += 1;
    else for (const frame of [JSON.parse(text) as OutgoingFrame | OutgoingFrame[]].flat()) this.#note(frame);
    this.#swapIn(gatherFor);
  }

  close(): void {
    if (this.readyState !== WebSocket.CLOSED) queueMicrotask(() => this.#end(1006));
  }

  /** Opens another stream with a fresh token. */
  renew(): void {
    this.#swapIn(0);
  }

  /** Makes tRPC open another socket, move every subscription there, and close this one afterwards. */
  replace(): void {
    this.#say(JSON.stringify({ id: null, method: 'reconnect' }));
  }

  async #open(): Promise<void> {
    try {
      const answer = await fetch(this.#options.readyUrl, { cache: 'no-store', signal: AbortSignal.timeout(openWithin) });
      if (!answer.ok) return this.#end(1006);
      const release = await takeStreamSlot();
      if (!release) return this.#end(noSlotCode);
      if (this.readyState !== WebSocket.CONNECTING) return release();
      this.#releaseSlot = release;
      this.readyState = WebSocket.OPEN;
      this.dispatchEvent(new Event('open'));
    } catch {
      this.#end(1006);
    }
  }

  #note(frame: OutgoingFrame): void {
    // each stream brings a token of its own
    if (frame.method === 'subscription') this.#subscriptions.add(frame);
    else if (frame.method === 'subscription.stop') this.#subscriptions.remove(frame.id);
  }

  #swapIn(delay: number): void {
    if (this.#next) this.#isStale = true;
    else this.#timer ??= setTimeout(() => this.#swap(), delay);
  }

  #swap(): void {
    this.#timer = undefined;
    if (this.readyState !== WebSocket.OPEN) return;
    if (this.#subscriptions.size === 0) {
      this.#current?.abort();
      this.#current = null;
      return this.#pong();
    }
    const number = ++this.#opened;
    const stream = openEventStream({
      url: this.#options.url,
      frames: async () => {
        const first = { method: 'connectionParams', data: { token: await this.#options.freshToken() } };
        const all = this.#subscriptions.moveTo(number);
        this.#awaited = new Set(all.map(({ id }) => id));
        return [first, ...inBatches(all)].map((frame) => JSON.stringify(frame)).join('\n');
      },
      onOpen: (latency) => {
        this.#options.measured(latency);
        this.#pong();
        const takeOver = () => this.#next === stream && this.#takeOver();
        if (this.#current) setTimeout(takeOver, takeOverWithin);
        else takeOver();
      },
      onFrame: (frame) => this.#receive(number, frame),
      onEnd: (code) => this.#onEnd(stream, code),
    });
    this.#next = stream;
  }

  #receive(number: number, text: string): void {
    if (text === 'PING') return this.#say(text);
    const reception = this.#subscriptions.receive(number, text);
    if (reception.kind === 'renewal') return void setTimeout(() => this.renew(), Math.random() * noticeSpread);
    if (reception.kind === 'other') return this.#say(text);
    if (reception.isNew) this.#say(text);
    // the next stream was asked for what is over now
    if (reception.isOver && this.#next) this.#isStale = true;
    if (number !== this.#opened || !this.#next) return;
    if (reception.isAnswer) this.#awaited.delete(reception.id);
    if (this.#awaited.size === 0) this.#takeOver();
  }

  #takeOver(): void {
    this.#current?.abort();
    this.#current = this.#next;
    this.#next = null;
    this.#failures = 0;
    if (this.#isStale) this.#swapIn(gatherFor);
    this.#isStale = false;
  }

  #onEnd(stream: EventStream, code: number): void {
    const isFinal = code === closeCodes.unauthenticated || code === closeCodes.forbidden;
    if (stream === this.#current) {
      this.#current = null;
      if (isFinal || !this.#next) return this.#end(code);
      return this.#takeOver();
    }
    this.#next = null;
    if (isFinal || !this.#current) return this.#end(code);
    // what is there goes on while the change waits
    this.#isStale = false;
    this.#swapIn(backoffDelay(++this.#failures, Math.random()));
  }

  #pong(): void {
    for (; this.#pings > 0; this.#pings -= 1) this.#say('PONG');
  }

  #say(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  #end(code: number): void {
    if (this.readyState === WebSocket.CLOSED) return;
    const hasOpened = this.readyState === WebSocket.OPEN;
    this.readyState = WebSocket.CLOSED;
    clearTimeout(this.#timer);
    this.#current?.abort();
    this.#next?.abort();
    this.#releaseSlot();
    if (!hasOpened) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

function* inBatches(all: Subscription[]): Generator<Subscription[]> {
  for (let from = 0; from < all.length; from += limits.http.batchCalls) yield all.slice(from, from + limits.http.batchCalls);
}
