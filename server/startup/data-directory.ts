import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { reasonOf, StartupError } from './startup-error.ts';

const busy = 5;

/** Makes the directory if it is missing; throws a StartupError when that is not possible. */
export function makeDataDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw notWritable(path, error);
  }
}

/**
 * Claims the directory for this process and returns how to give it back; throws a StartupError when another
 * process has it. Keep what it returns: the claim ends when nothing refers to it any more. It is a lock that SQLite takes
 * on a file: the operating system drops it with the process, however it dies, so no pid has to be guessed alive.
 */
export function claimDataDirectory(path: string): () => void {
  const release = tryClaimDataDirectory(path);
  if (release) return release;
  throw new StartupError(
    `Another MedSync is running on the data in ${path}. Stop it first, or set DATA_DIR to another directory.`,
  );
}

/** As `claimDataDirectory`, but null when another process has it. */
export function tryClaimDataDirectory(path: string): (() => void) | null {
  makeDataDirectory(path);
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
    // a file that may only be read is locked for nobody: writing, which is never committed, tells
    file.exec('pragma journal_mode = memory; begin exclusive; pragma user_version = 1');
  } catch (error) {
    file?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null;
    throw notWritable(path, error);
  }
  return () => file.close();
}

function notWritable(path: string, cause: unknown): StartupError {
  return new StartupError(
    `Cannot write to ${path} (${reasonOf(cause)}). Make it writable for this user, or set DATA_DIR to a directory that is.`,
    { cause },
  );
}
