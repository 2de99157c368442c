import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mischief, NodeOptions } from './node.ts';

export interface NodeProcess {
  readonly port: number;
  /** Whether new connections may go there, as a health check would find. */
  readonly ready: boolean;
  /** Ends it at once, as a machine does that fails, and starts it again after a while. */
  killAndRestart(downFor: number): Promise<void>;
  /** Lets it finish, and starts it again: what a deploy does. */
  restart(): Promise<void>;
  loseHints(share: number): void;
  /** Its clock is ahead by so many milliseconds from now on, or behind. */
  setClockOff(milliseconds: number): void;
  kill(): Promise<void>;
}

const startsWithin = 60_000;
const retryEvery = 200;

export async function startNode(options: NodeOptions): Promise<NodeProcess> {
  let child = await start(options);
  let ready = true;
  const mischief: Mischief = { hintsLost: 0, clockOff: 0 };

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    ready = false;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  async function startAgain(): Promise<void> {
    child = await start(options);
    tell();
    ready = true;
  }
  // it may end at this very moment; the next one is told when it is up
  const tell = () => void (child.connected && child.send(mischief, () => undefined));

  return {
    port: options.port,
    get ready() {
      return ready;
    },
    async killAndRestart(downFor) {
      await end('SIGKILL');
      await delay(downFor);
      await startAgain();
    },
    async restart() {
      await end('SIGTERM');
      await startAgain();
    },
    loseHints(share) {
      mischief.hintsLost = share;
      tell();
    },
    setClockOff(milliseconds) {
      mischief.clockOff = milliseconds;
      tell();
    },
    kill: () => end('SIGKILL'),
  };
}

/** A database that is away makes the start fail: it is tried again, as whatever supervises a node does. */
async function start(options: NodeOptions): Promise<ChildProcess> {
  for (const deadline = performance.now() + startsWithin; ; await delay(retryEvery)) {
    const child = fork(join(import.meta.dirname, 'node.ts'), [JSON.stringify(options)], {
      execArgv: ['--import', join(import.meta.dirname, 'stand-ins.ts')],
      stdio: ['ignore', 'ignore', performance.now() > deadline - retryEvery ? 'inherit' : 'ignore', 'ipc'],
    });
    const up = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    if (up) return child;
    if (performance.now() > deadline) throw new Error('A node did not start.');
  }
}
