import { isTrackedEnvelope, TRPCError } from '@trpc/server';
import type { Call, CallSocket } from './call-socket.ts';
import type { Connection, Context } from './context.ts';
import { isDenial, toTrpcError } from './errors.ts';

/** One subscription of a socket, from the call to its end. To its procedure it is the connection. */
export class Subscription implements Connection {
  readonly call: Call;
  readonly #line: CallSocket;
  #context: Context | null = null;
  #abort = new AbortController();
  #isStarted = false;
  #uncount: (() => void) | null = null;

  constructor(line: CallSocket, call: Call) {
    this.#line = line;
    this.call = call;
  }

  /** What is written past tRPC is written as to those who do not speak of JSON-RPC. */
  get subscriptionId(): unknown {
    return this.call.jsonrpc ? undefined : this.call.id;
  }

  bufferedBytes(): number {
    return this.#line.connection.bufferedBytes();
  }

  write(frames: Buffer): boolean {
    return !this.#abort.signal.aborted && this.#line.connection.write(frames);
  }

  endSlowConsumer(): void {
    this.#line.connection.endSlowConsumer();
  }

  async start(request: Parameters<CallSocket['perform']>[0], index: number): Promise<void> {
    const { signal } = this.#abort;
    let stream: unknown;
    try {
      this.#context = { ...(await this.#line.context()), connection: this };
      if (signal.aborted) return this.#end(null);
      this.#line.openStream();
      this.#uncount = this.#context.countStream();
      stream = await this.#line.perform(request, index, this.#context, signal);
      if (!isStream(stream)) throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'This is no stream.' });
    } catch (cause) {
      return this.#end(toTrpcError(cause));
    }
    this.#isStarted = true;
    this.#line.tell(this.call, { type: 'started' });
    return this.#follow(stream);
  }

  /** It is over for the client: with its word or without. */
  stop(): void {
    // without a reason it would make an error with a stack for each
    this.#abort.abort('over');
  }

  async #follow(stream: AsyncIterable<unknown>): Promise<void> {
    try {
      for await (const value of stream) {
        if (this.#abort.signal.aborted) break;
        this.#tell(value);
      }
      this.#end(null);
    } catch (cause) {
      const error = toTrpcError(cause);
      if (this.#context?.caller && isDenial(error)) this.#context.noteDenial(this.#context.caller, this.call.path!);
      this.#end(error);
    }
  }

  #tell(value: unknown): void {
    if (!isTrackedEnvelope(value)) return this.#line.tell(this.call, { type: 'data', data: value });
    const [id, data] = value;
    this.#line.tell(this.call, { type: 'data', id, data: { id, data } });
  }

  #end(error: TRPCError | null): void {
    if (this.#uncount) this.#line.closeStream();
    this.#uncount?.();
    this.#line.forget(this);
    const isStopped = this.#abort.signal.aborted;
    if (error && !isStopped) this.#line.refuse(this.call, error);
    if (this.#isStarted || isStopped) this.#line.tell(this.call, { type: 'stopped' });
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
