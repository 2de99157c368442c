/** A line that swallows everything would otherwise hold up the next try for minutes. */
const openWithin = 10_000;

/**
 * The browser's WebSocket with four things that it lacks:
 *
 * - `close` is over at once. A browser waits for the other side's answer, on a dead line for many seconds, and tRPC
 *   starts to reconnect only then (trpc/trpc#6562).
 * - opening it takes ten seconds at most.
 * - the time from PING to PONG is measured, in milliseconds.
 * - `replace` makes tRPC open another socket, move every subscription there, and close this one afterwards.
 */
export class LiveSocket extends WebSocket {
  readonly #measured: (latency: number) => void;
  /** The close that this side announced itself. */
  #farewell: CloseEvent | null = null;
  #pingedAt: number | null = null;
  /** Closed by this side before it had opened. */
  isGivenUp = false;

  constructor(url: string | URL, measured: (latency: number) => void) {
    super(url);
    this.#measured = measured;
    this.addEventListener('message', this.#onMessage);
    // what the line still says after it was given up must not reach tRPC, which has moved on
    for (const type of ['message', 'error', 'close'] as const)
      this.addEventListener(type, (event) => {
        if (this.#farewell && event !== this.#farewell) event.stopImmediatePropagation();
      });
    const deadline = setTimeout(() => super.close(), openWithin);
    for (const type of ['open', 'close'] as const) this.addEventListener(type, () => clearTimeout(deadline));
  }

  override send(data: string | Blob | BufferSource): void {
    if (data === 'PING') this.#pingedAt = performance.now();
    super.send(data);
  }

  override close(code?: number, reason?: string): void {
    const wasOpen = this.readyState === WebSocket.OPEN;
    this.isGivenUp ||= this.readyState === WebSocket.CONNECTING;
    super.close(code, reason);
    if (!wasOpen) return;
    queueMicrotask(() => {
      this.#farewell = new CloseEvent('close', { code: 1006, reason: 'given up by this side' });
      this.dispatchEvent(this.#farewell);
    });
  }

  /** Speaks to tRPC as a server that asks its clients to reconnect. */
  replace(): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ id: null, method: 'reconnect' }) }));
  }

  #onMessage = ({ data }: MessageEvent): void => {
    if (data !== 'PONG' || this.#pingedAt === null) return;
    this.#measured(performance.now() - this.#pingedAt);
    this.#pingedAt = null;
  };
}
