/**
 * The last value of a stream that has nothing to tell for now: enough to go on from. Generators that wait hold kilobytes
 * for each reader, and nearly all of them wait nearly always. It is for the transport; no client sees it.
 */
export abstract class Rest {
  /** Calls back, once, when the stream has something to tell that it must tell itself. False when it has so already; then it does not call. */
  abstract begin(wake: () => void): boolean;
  /** The stream from where it stands now. */
  abstract resume(signal: AbortSignal): AsyncIterable<unknown>;
  /** The reader is gone: instead of `resume`. */
  abstract end(): void;
}

/** The rest as a value of a stream of something else: what a client receives is not typed as if it could be one. */
export const restAs = (rest: Rest): never => rest as never;
