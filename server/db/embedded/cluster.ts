import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { canReach, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Postgres' own directory, and how a program that is started with `descriptor` as its descriptor 3 names it. */
export interface OpenDirectory {
  descriptor: number;
  name: string;
  close(): void;
}

/**
 * Opens a directory for the database's user. A parent that is closed to that user (root's home, a private temporary
 * directory) does not stand in the way: the open directory is handed over and named through /proc.
 */
export function openDirectory(path: string, account: Account | null): OpenDirectory {
  const descriptor = openSync(path, 'r');
  const name = canReach(account, path) ? path : '/proc/self/fd/3';
  return { descriptor, name, close: () => closeSync(descriptor) };
}

const passwordFile = (dataDir: string): string => join(dataDir, 'postgres.password');

/** The superuser's password; null before the first start. */
export function readPassword(dataDir: string): string | null {
  const file = passwordFile(dataDir);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** Makes the cluster in `<dataDir>/postgres` unless it is there; complete or not at all. Returns its directory. */
export async function ensureCluster(dataDir: string, binaries: Binaries, account: Account | null): Promise<string> {
  const directory = join(dataDir, 'postgres');
  if (existsSync(directory)) return directory;
  const partial = join(dataDir, 'postgres.partial');
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  const password = passwordFile(dataDir);
  writeFileSync(password, randomBytes(24).toString('base64url') + '\n', { mode: 0o600 });
  chmodSync(password, 0o600);
  if (account) for (const path of [partial, password]) chownSync(path, account.uid, account.gid);
  await initialise(partial, password, binaries, account);
  renameSync(partial, directory);
  return directory;
}

async function initialise(path: string, password: string, { initdb }: Binaries, account: Account | null): Promise<void> {
  const directory = openDirectory(path, account);
  const passwordInput = openSync(password, 'r');
  try {
    const program = spawn(
      initdb,
      ['--pgdata', directory.name, '--username=postgres', '--auth=scram-sha-256', '--pwfile=/dev/stdin', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      { ...account, cwd: '/', env: { LC_ALL: 'C' }, stdio: [passwordInput, 'ignore', 'pipe', directory.descriptor] },
    );
    const exit = once(program, 'close') as Promise<[number | null]>;
    const [complaint, [code]] = await Promise.all([text(program.stderr!), exit]);
    if (code !== 0) throw new Error(complaint);
  } catch (error) {
    throw new StartupError(`The database could not be created in ${path} (${reasonOf(error)}). Check its rights and free space, or set DATABASE_URL.`);
  } finally {
    closeSync(passwordInput);
    directory.close();
  }
}
