import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { freePort } from '../../startup/free-port.ts';
import { openDirectory } from './cluster.ts';
import { socketPort } from './socket.ts';

export interface PostmasterOptions {
  program: string;
  account: Account | null;
  directory: string;
  settings: Record<string, string | number>;
  /** Whether to listen on a Unix socket in its directory, or on a free port of 127.0.0.1. */
  listenOn: 'socket' | 'tcp';
  /** Called when Postgres ends although nobody stopped it. */
  onUnexpectedExit: () => void;
}

export interface RunningPostmaster {
  /** Ends the connections, writes everything down and exits. */
  stop(): Promise<void>;
}

const fastShutdownWithin = 10_000;
const attempts = 5;
/** A port that somebody took in between, or the last processes of a predecessor that are just ending. */
const passing = /could not bind|could not create any TCP|pre-existing shared memory|Address already in use/i;
/** The file system knows no sockets. */
const noSocket = /Unix(-domain)? (address|socket)/i;

/** Starts Postgres and waits until it accepts connections; throws what it complained of. Where no socket can be made, it listens on a port. */
export async function startPostmaster(options: PostmasterOptions): Promise<RunningPostmaster> {
  let { listenOn } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryStart(options, await listening(listenOn));
    } catch (error) {
      if (attempt === attempts || !(error instanceof Error) || !passing.test(error.message)) throw error;
      if (noSocket.test(error.message)) listenOn = 'tcp';
    }
    await sleep(attempt * 100);
  }
}

/** A socket is named from Postgres' working directory, which is its own: a long path, or one that is closed to its user, does not stand in the way. */
const listening = async (listenOn: 'socket' | 'tcp'): Promise<Record<string, string | number>> =>
  listenOn === 'socket'
    ? { port: socketPort, listen_addresses: '', unix_socket_directories: '.', unix_socket_permissions: '0700' }
    : { port: await freePort(), listen_addresses: '127.0.0.1', unix_socket_directories: '' };

async function tryStart(options: PostmasterOptions, addresses: Record<string, string | number>): Promise<RunningPostmaster> {
  const { program, account, settings, onUnexpectedExit } = options;
  const directory = openDirectory(options.directory, account);
  const all = { ...addresses, ...settings };
  const process = spawn(program, ['-D', directory.name, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    ...account,
    cwd: '/',
    env: { LC_ALL: 'C' },
    // its own process group: a Ctrl-C in the terminal reaches us, and we stop it in our order
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', directory.descriptor],
  }) as ChildProcessByStdio<null, null, Readable>;
  const exited = once(process, 'close');
  let stopping = false;
  try {
    await ready(process);
  } catch (error) {
    process.kill('SIGQUIT');
    throw error;
  } finally {
    directory.close();
  }
  void exited.then(() => {
    if (!stopping) onUnexpectedExit();
  });
  return {
    async stop() {
      stopping = true;
      process.kill('SIGINT');
      const force = setTimeout(() => process.kill('SIGQUIT'), fastShutdownWithin);
      await exited;
      clearTimeout(force);
    },
  };
}

/** Resolves when Postgres says so. Reads on afterwards: an unread pipe would block it. */
function ready(process: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    createInterface(process.stderr).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve();
      if (/FATAL|PANIC|could not|DETAIL|HINT/.test(line)) complaint += `${line.replace(/^.*?(LOG|FATAL|PANIC|WARNING|DETAIL|HINT): +/, '')} `;
    });
    process.once('error', reject);
    process.once('close', (code, signal) => reject(new Error(complaint.trim() || `it ended with ${signal ?? `code ${code}`}`)));
  });
}
