import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { freePort } from '../../startup/free-port.ts';
import { openDirectory } from './cluster.ts';

export interface PostmasterOptions {
  program: string;
  account: Account | null;
  directory: string;
  settings: Record<string, string | number>;
  /** Called when Postgres ends although nobody stopped it. */
  onUnexpectedExit: () => void;
}

export interface RunningPostmaster {
  port: number;
  /** Ends the connections, writes everything down and exits. */
  stop(): Promise<void>;
}

const fastShutdownWithin = 10_000;
const attempts = 5;
/** A port that somebody took in between, or the last processes of a predecessor that are just ending. */
const passing = /could not bind|could not create any TCP|pre-existing shared memory|Address already in use/i;

/** Starts Postgres on a free port of 127.0.0.1 and waits until it accepts connections; throws what it complained of. */
export async function startPostmaster(options: PostmasterOptions): Promise<RunningPostmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryStart(options, await freePort());
    } catch (error) {
      if (attempt === attempts || !(error instanceof Error) || !passing.test(error.message)) throw error;
    }
    await sleep(attempt * 100);
  }
}

async function tryStart(options: PostmasterOptions, port: number): Promise<RunningPostmaster> {
  const { program, account, settings, onUnexpectedExit } = options;
  const directory = openDirectory(options.directory, account);
  const all = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
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
    port,
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
