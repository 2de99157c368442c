import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Question, ServerOptions, Usage } from './server.ts';

export interface ServerProcess {
  readonly url: string;
  usage(question?: Exclude<Question, 'stop'>): Promise<Usage>;
  /** Ends it as a crash would, and starts it again on the same port and data. */
  killAndRestart(whileDown: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  let { child, url } = await start(options);
  return {
    url,
    usage: (question = 'usage') => ask(child, question),
    async killAndRestart(whileDown) {
      await kill(child);
      await whileDown();
      ({ child, url } = await start({ ...options, port: Number(new URL(url).port) }));
    },
    kill: () => kill(child),
    async stop() {
      const exited = once(child, 'exit');
      child.send('stop' satisfies Question);
      await exited;
    },
  };
}

async function start(options: ServerOptions): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(options)], { execArgv: ['--expose-gc', '--max-semi-space-size=16'] });
  return { child, ...(await answer<{ url: string }>(child)) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function ask(child: ChildProcess, question: Question): Promise<Usage> {
  child.send(question);
  return answer(child);
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const died = new AbortController();
  const onExit = () => died.abort(new Error('The server process ended.'));
  child.once('exit', onExit);
  try {
    const [message] = (await once(child, 'message', { signal: died.signal })) as [T];
    return message;
  } finally {
    child.off('exit', onExit);
  }
}
