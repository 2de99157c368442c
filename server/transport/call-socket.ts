import { callTRPCProcedure, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { parseConnectionParamsFromUnknown } from '@trpc/server/http';
import { parseTRPCMessage, type JSONRPC2, type TRPCRequestMessage } from '@trpc/server/rpc';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { Failure } from '../failure.ts';
import { workFor } from '../work-owner.ts';
import type { SocketConnection } from './connection.ts';
import type { Context } from './context.ts';
import { encoder } from './encoder.ts';
import { toTrpcError } from './errors.ts';
import type { Payer } from './payer.ts';
import type { AppRouter } from './router.ts';
import { Subscription } from './subscription.ts';

/** What all sockets share. */
export interface CallServing {
  router: AppRouter;
  /** Who is on the socket, by the token of its first frame. Rejects when it is nobody who may be. */
  admit(connection: SocketConnection, token: string | undefined): Promise<Context>;
  onError(error: Error, path: string | undefined): void;
}

/** What an answer is to: enough to name it, without what was sent. */
export interface Call {
  id: JSONRPC2.RequestId;
  jsonrpc: '2.0' | undefined;
  type: 'query' | 'mutation' | 'subscription' | 'unknown';
  path: string | undefined;
}

type Request = TRPCRequestMessage['params'] & Call & { type: 'query' | 'mutation' | 'subscription'; path: string };

const nothing: Call = { id: null, jsonrpc: undefined, type: 'unknown', path: undefined };

/**
 * tRPC's protocol on one socket, as its own adapter speaks it, with less held for each socket and each subscription:
 * see DECISIONS.md. The first frame brings the token; what comes with it waits until that has been looked at.
 */
export class CallSocket {
  readonly connection: SocketConnection;
  readonly #serving: CallServing;
  readonly #subscriptions = new Map<unknown, Subscription>();
  #context: Promise<Context | TRPCError> | Context | TRPCError | null = null;
  #payer: Payer | null = null;
  #streams = 0;
  #calls = 0;

  constructor(connection: SocketConnection, serving: CallServing) {
    this.connection = connection;
    this.#serving = serving;
  }

  get callsInFlight(): number {
    return this.#calls;
  }

  receive(data: Buffer, isBinary: boolean): void {
    const text = isBinary ? null : data.toString();
    if (text === 'PONG') return;
    if (text === 'PING') return this.connection.send('PONG');
    this.#payer?.chargeInput(data.length);
    if (!this.#context) this.#context = this.#admit(text);
    else for (const [index, message] of this.#read(text).entries()) void this.#answer(message, index);
  }

  /** The socket is gone. */
  close(): void {
    if (this.#payer) this.#payer.hasEnded = true;
    for (const subscription of this.#subscriptions.values()) subscription.stop();
  }

  /** Who is on the socket, once that is known. */
  async context(): Promise<Context> {
    const context = await this.#context;
    if (!context || context instanceof TRPCError) throw context;
    return context;
  }

  /** Who pays for what is followed on the socket. */
  payerIn(context: Context): Payer {
    this.#payer ??= context.desk.payerOf(context);
    return this.#payer;
  }

  /** Does what a subscription goes on with for whoever follows it. */
  asPayer<T>(work: () => T): T {
    return this.#payer ? workFor(this.#payer, work) : work();
  }

  perform({ path, type, input }: Request, index: number, ctx: Context, signal?: AbortSignal): Promise<unknown> {
    const { router } = this.#serving;
    return callTRPCProcedure({ router, path, type, getRawInput: async () => input, ctx, signal, batchIndex: index });
  }

  tell({ id, jsonrpc }: Call, result: { type: 'started' | 'stopped' | 'data'; id?: string; data?: unknown }): void {
    const text = encoder.encode({ id, ...(jsonrpc && { jsonrpc }), result });
    this.#payer?.chargeOutput(text.length);
    this.connection.send(text);
  }

  refuse({ id, jsonrpc, type, path }: Call, error: TRPCError): void {
    this.#serving.onError(error, path);
    const { _config: config } = this.#serving.router._def;
    const shape = getTRPCErrorShape({ config, error, type, path, input: undefined, ctx: undefined });
    this.connection.send(encoder.encode({ id, ...(jsonrpc && { jsonrpc }), error: shape }));
    this.#payer?.chargeRefusal();
    if (this.connection.isOpen && this.#payer && this.#payer.unheardFor > 0) this.connection.end(closeCodes.tooManyMessages, 'RATE_LIMITED');
  }

  /** Counts a stream; throws TOO_MANY_SUBSCRIPTIONS at the limit. */
  openStream(): void {
    if (this.#streams >= limits.socket.subscriptions)
      throw new Failure('TOO_MANY_SUBSCRIPTIONS', 'Too many live views are open on this connection. Close some.');
    this.#streams += 1;
  }

  closeStream(): void {
    this.#streams -= 1;
  }

  forget(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.call.id);
  }

  async #admit(text: string | null): Promise<Context | TRPCError> {
    try {
      this.#context = await this.#serving.admit(this.connection, tokenIn(text));
      this.payerIn(this.#context);
    } catch (cause) {
      this.#context = toTrpcError(cause);
      this.refuse(nothing, this.#context);
      setImmediate(() => this.connection.socket.close());
    }
    return this.#context;
  }

  #read(text: string | null): ReturnType<typeof parseTRPCMessage>[] {
    try {
      const parsed: unknown = encoder.decode(text);
      const messages: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
      if (messages.length > limits.http.batchCalls) {
        this.#refuseAll(messages);
        return [];
      }
      return messages.map((message) => parseTRPCMessage(message, this.#serving.router._def._config.transformer));
    } catch (cause) {
      this.refuse(nothing, new TRPCError({ code: 'PARSE_ERROR', cause }));
      return [];
    }
  }

  /** Each call that a client waits for is answered. */
  #refuseAll(messages: unknown[]): void {
    const error = new TRPCError({ code: 'BAD_REQUEST', message: 'Too many calls in one message.' });
    const ids = messages
      .map((message) => (message as { id?: unknown } | null)?.id)
      .filter((id): id is string | number => typeof id === 'string' || typeof id === 'number');
    for (const id of ids.length > 0 ? ids : [null]) this.refuse({ ...nothing, id }, error);
  }

  async #answer({ id, jsonrpc, ...message }: ReturnType<typeof parseTRPCMessage>, index: number): Promise<void> {
    if (id === null || id === undefined) return this.refuse(nothing, new TRPCError({ code: 'PARSE_ERROR', message: '`id` is required' }));
    if (message.method === 'subscription.stop') return this.#subscriptions.get(id)?.stop();
    const { path, input, lastEventId } = message.params;
    const call: Call = { id, jsonrpc, type: message.method, path };
    const request = { ...call, type: message.method, path, input: lastEventId === undefined ? input : withLastEventId(input, lastEventId) };
    if (message.method !== 'subscription') return this.#call(request, index);
    if (this.#subscriptions.has(id)) return this.refuse(call, new TRPCError({ code: 'BAD_REQUEST', message: 'This id is in use.' }));
    const subscription = new Subscription(this, call);
    this.#subscriptions.set(id, subscription);
    return subscription.start(request, index);
  }

  async #call(request: Request, index: number): Promise<void> {
    let counted = false;
    try {
      const context = await this.context();
      if (this.#calls >= limits.socket.callsInFlight || this.connection.bufferedBytes() > limits.socket.bufferHard)
        throw new Failure('TOO_MANY_CALLS', 'Too many requests at once. Wait for the answers.');
      counted = true;
      this.#calls += 1;
      this.tell(request, { type: 'data', data: await this.perform(request, index, context) });
    } catch (cause) {
      this.refuse(request, toTrpcError(cause));
    } finally {
      if (counted) this.#calls -= 1;
    }
  }
}

function tokenIn(text: string | null): string | undefined {
  try {
    const { data } = encoder.decode(text) as { data: unknown };
    return parseConnectionParamsFromUnknown(data)?.['token'];
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', cause });
  }
}

/** Where a client goes on, as its procedure takes it. */
const withLastEventId = (input: unknown, lastEventId: string): unknown =>
  typeof input === 'object' && input !== null ? { ...input, lastEventId } : (input ?? { lastEventId });
