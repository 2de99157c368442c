import { reasonOf, StartupError } from './startup-error.ts';
import type { Logger } from '../logger.ts';

/** What a program builds up while it starts and undoes, in reverse, when it ends. */
export interface Lifetime {
  running: AsyncDisposableStack;
  /** Ends the program with code 1 because of something that it cannot go on with. */
  fail(message: string, error?: unknown): void;
}

/** Longer than anything takes to stop by itself. */
const stopWithin = 29_000;

/**
 * Runs `start`, waits for SIGINT, SIGTERM or SIGHUP, stops and exits: with 0 after a signal, with 1 after a failure.
 * A start that fails says why in one line on stderr. A signal that comes during the start is obeyed when it is over.
 */
export async function runUntilSignal(logger: Logger, start: (lifetime: Lifetime) => Promise<void>): Promise<never> {
  const running = new AsyncDisposableStack();
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  let ending = false;
  function end(code: number): void {
    if (!ending) setTimeout(() => process.exit(1), stopWithin).unref();
    ending = true;
    resolve(code);
  }
  function fail(message: string, error?: unknown): void {
    logger.error(message, { error });
    end(1);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  process.on('uncaughtException', (error) => fail('an error that nobody caught', error));
  process.on('unhandledRejection', (error) => fail('a failure that nobody handled', error));

  try {
    await start({ running, fail });
  } catch (error) {
    // Ctrl-C reaches our children too, so that a start which it interrupts may fail because of it
    if (!ending) explain(error);
    end(1);
  }
  const code = await ended;
  await running.disposeAsync().catch((error: unknown) => logger.error('stopping failed', { error }));
  process.exit(code);
}

/** Runs `read`; a StartupError becomes one line on stderr and exit code 1. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

function explain(error: unknown): void {
  const line = error instanceof StartupError ? error.message : `MedSync could not start: ${reasonOf(error)}`;
  process.stderr.write(`${line}\n`);
}
