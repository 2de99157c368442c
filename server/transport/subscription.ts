import { isTrackedEnvelope, TRPCError } from '@trpc/server';
import { Rest } from '../realtime/rest.ts';
import type { Release } from '../fair-queue.ts';
import { workFor } from '../work-owner.ts';
import type { Call, CallSocket } from './call-socket.ts';
import type { Connection, Context } from './context.ts';
import type { Framing } from './wire-frames.ts';
import { isDenial, toTrpcError } from './errors.ts';

/** One subscription of a socket, from the call to its end. To its procedure it is the connection. */
export class Subscription implements Connection {
  readonly call: Call;
  readonly #line: CallSocket;
  /** While the stream runs. */
  #abort: AbortController | null = new AbortController();
  /** While it does not. */
  #rest: Rest | null = null;
  #isStarted = false;
  #isStopped = false;
  #uncount: (() => void) | null = null;
  /** Until the first value. */
  #opening: Release | null = null;

  constructor(line: CallSocket, call: Call) {
    this.#line = line;
    this.call = call;
  }

  /** What is written past tRPC is written as to those who do not speak of JSON-RPC. */
  get subscriptionId(): unknown {
    return this.call.jsonrpc ? undefined : this.call.id;
  }

  get framing(): Framing {
    return this.#line.connection.framing;
  }

  bufferedBytes(): number {
    return this.#line.connection.bufferedBytes();
  }

  write(frames: Buffer): boolean {
    if (this.#isStopped || !this.#line.connection.write(frames)) return false;
    // the first value may be one that is written past the stream
    this.#endOpening();
    return true;
  }

  endSlowConsumer(): void {
    this.#line.connection.endSlowConsumer();
  }

  async start(request: Parameters<CallSocket['perform']>[0], index: number): Promise<void> {
    try {
      const context = await this.#line.context();
      if (this.#isStopped) return this.#end(null);
      this.#line.openStream();
      this.#uncount = context.countStream();
      const payer = this.#line.payerIn(context);
      this.#opening = await context.desk.open(payer);
      if (this.#isStopped) return this.#end(null);
      return workFor(payer, () => this.#begin(request, index, context));
    } catch (cause) {
      return this.#end(toTrpcError(cause));
    }
  }

  async #begin(request: Parameters<CallSocket['perform']>[0], index: number, context: Context): Promise<void> {
    let stream: unknown;
    try {
      stream = await this.#line.perform(request, index, { ...context, connection: this }, this.#abort?.signal);
      if (!isStream(stream)) throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'This is no stream.' });
    } catch (cause) {
      return this.#end(toTrpcError(cause));
    }
    this.#isStarted = true;
    this.#line.tell(this.call, { type: 'started' });
    return this.#follow(stream);
  }

  /** The client wants no more, or is gone. */
  stop(): void {
    this.#isStopped = true;
    // without a reason it would make an error with a stack for each
    this.#abort?.abort('over');
    if (!this.#rest) return;
    this.#rest.end();
    this.#end(null);
  }

  async #follow(stream: AsyncIterable<unknown>): Promise<void> {
    try {
      const rest = await this.#deliver(stream);
      if (!rest) return this.#end(null);
      if (this.#isStopped) {
        rest.end();
        return this.#end(null);
      }
      // nobody waits for the wake-up: what waits is held
      if (!rest.begin(() => this.#goOn(rest))) return this.#goOn(rest);
      this.#rest = rest;
      this.#abort = null;
    } catch (cause) {
      this.#end(await this.#noted(toTrpcError(cause)));
    }
  }

  /** What is answered: a denial only once it has been noted. */
  async #noted(error: TRPCError): Promise<TRPCError> {
    if (!isDenial(error)) return error;
    try {
      const { caller, noteDenial } = await this.#line.context();
      if (caller) await noteDenial(caller, this.call.path!);
      return error;
    } catch (cause) {
      return toTrpcError(cause);
    }
  }

  #goOn(rest: Rest): void {
    this.#rest = null;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    // whoever woke it goes on with something else
    void this.#line.asPayer(() => this.#follow(rest.resume(signal)));
  }

  /** Tells all values; where the stream rests when it does. */
  async #deliver(stream: AsyncIterable<unknown>): Promise<Rest | null> {
    const values = stream[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await values.next();
      this.#endOpening();
      if (done) return null;
      if (value instanceof Rest || this.#isStopped) {
        await values.return?.();
        return value instanceof Rest ? value : null;
      }
      this.#tell(value);
    }
  }

  #tell(value: unknown): void {
    if (!isTrackedEnvelope(value)) return this.#line.tell(this.call, { type: 'data', data: value });
    const [id, data] = value;
    this.#line.tell(this.call, { type: 'data', id, data: { id, data } });
  }

  #endOpening(): void {
    this.#opening?.();
    this.#opening = null;
  }

  #end(error: TRPCError | null): void {
    this.#endOpening();
    if (this.#uncount) this.#line.closeStream();
    this.#uncount?.();
    this.#line.forget(this);
    if (error && !this.#isStopped) this.#line.refuse(this.call, error);
    if (this.#isStarted || this.#isStopped) this.#line.tell(this.call, { type: 'stopped' });
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
