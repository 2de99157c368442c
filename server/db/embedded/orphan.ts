import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { socketName } from './socket.ts';

const checkEvery = 20;
const fastShutdownWithin = 8_000;

/** What a running Postgres says of itself in its data directory. */
export interface Postmaster {
  pid: number;
  port: number;
  listensOn: 'socket' | 'tcp';
}

export function readPostmaster(directory: string): Postmaster | null {
  try {
    const lines = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 1 ? { pid, port, listensOn: lines[4] ? 'socket' : 'tcp' } : null;
  } catch {
    return null;
  }
}

/**
 * Stops a Postgres that outlived the process that started it. The caller holds the claim on the data directory,
 * so whatever still runs on it has no owner. A pid that another program has taken since is left alone.
 */
export async function stopOrphan(directory: string): Promise<void> {
  const postmaster = readPostmaster(directory);
  if (!postmaster) return;
  const deadline = performance.now() + fastShutdownWithin;
  let signal: NodeJS.Signals = 'SIGINT';
  while (runsOn(postmaster.pid, directory)) {
    if (performance.now() > deadline) signal = 'SIGQUIT';
    try {
      process.kill(postmaster.pid, signal);
    } catch (error) {
      if (!isGone(error))
        throw new StartupError(
          `A Postgres (pid ${postmaster.pid}) still runs on ${directory} and cannot be stopped (${reasonOf(error)}). Stop it and start again.`,
        );
    }
    await sleep(checkEvery);
  }
  // left in place, Postgres would take any process that has this pid today for its predecessor
  for (const file of ['postmaster.pid', `${socketName}.lock`, socketName]) rmSync(join(directory, file), { force: true });
}

/** A postmaster's working directory is its data directory. */
function runsOn(pid: number, directory: string): boolean {
  if (process.platform === 'linux')
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
    } catch {
      return false;
    }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(directory);
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ESRCH';
